"""Signing: the keys of persons, and every signature they gave.

A signature is the person's own (21 CFR 11.100, 11.200): a private key wrapped under a secret that
only its owner knows, or a passkey. A key counts once another signer has verified who stands
behind it and has signed that; the first key of a site is vouched for at its console. So nobody
can be given a key behind their back, by an administrator or by whoever holds the database.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("signing", t("Signatures", "电子签名"), Tier.FOUNDATION, depends_on=("people",))
