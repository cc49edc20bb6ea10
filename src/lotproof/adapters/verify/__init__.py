"""Verification of a site against its own ledger, in levels, each naming the first bad place.

bytes → tree → checkpoint → index → replay. Nothing here trusts the tables, and nothing trusts
the signing key of the site itself: without a key from outside the answer is *not anchored*.
"""

from lotproof.adapters.verify.findings import Finding, Report
from lotproof.adapters.verify.run import verify

__all__ = ["Finding", "Report", "verify"]
