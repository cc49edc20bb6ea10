"""`python -m lotproof_verifier`."""

import sys

from lotproof_verifier.cli import main

sys.exit(main())
