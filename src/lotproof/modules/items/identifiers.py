"""Device identifiers in the one form in which they are stored and compared."""

import re
from datetime import date

from lotproof.kernel.text import Text, t
from lotproof.modules.identification import hibc
from lotproof.modules.identification.keys import gtin14
from lotproof.modules.identification.ma import read_ma
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.items.rules import BadIdentifier
from lotproof.modules.items.vocabulary import Issuer

# The lengths the GUDID accepts for ICCBBA identifiers.
_ICCBBA = re.compile(r"[A-Z0-9]{10}|[A-Z0-9]{16}")

_WRONG_FORM = t(
    "its form is another. Compare it with the label",
    "格式不符。请与标签核对",
)


def stored_form(issuer: Issuer, di: str, today: date) -> str:
    """The DI as it is stored: a GTIN with 14 digits, the others as the agency writes them.

    Raises BadIdentifier for a wrong form or check digit. AHM identifiers pass as they are, for
    their format is not public.
    """
    try:
        if issuer is Issuer.GS1:
            return gtin14(di)
        if issuer is Issuer.ZIIOT and read_ma(di, today).di == di:
            return di
    except UnreadableCarrier as bad:
        problem = Text(bad.message("en"), bad.message("zh"))
        raise BadIdentifier(di=di, issuer=issuer.label, problem=problem) from None
    forms = {Issuer.HIBCC: hibc.PRIMARY, Issuer.ICCBBA: _ICCBBA}
    if issuer is Issuer.AHM or (issuer in forms and forms[issuer].fullmatch(di)):
        return di
    raise BadIdentifier(di=di, issuer=issuer.label, problem=_WRONG_FORM)
