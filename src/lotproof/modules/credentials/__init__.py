"""Credentials: second factors, passkeys, single sign-on, whose identity was verified by whom, and
alerts when somebody tries to get in.

What is secret is drawn, encrypted and compared outside, at the edge; here are only sealed seeds,
digests and public keys. Passwords, sessions and tokens are people's.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("credentials", t("Credentials", "身份凭据"), Tier.FOUNDATION, ("people",))
