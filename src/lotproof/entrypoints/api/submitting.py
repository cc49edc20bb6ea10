"""Commands on their way to the writer, without holding up other requests."""

import asyncio
import logging

from lotproof.adapters.writer import Overloaded
from lotproof.entrypoints.api.problems import BUSY, FAILED, Problem
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.database import TryAgain
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.work import Defect

log = logging.getLogger("lotproof.api")


async def submit(plant: Plant, submission: Submission) -> Receipt:
    """The receipt once it is durable; Problem 503 when too much waits, 500 for a defect."""
    try:
        return await asyncio.wrap_future(plant.submit(submission))
    except (Overloaded, TryAgain):
        raise Problem(503, "overloaded", BUSY, retry_after="1") from None
    except Defect:
        log.exception("%s %s", submission.kind, submission.id)
        raise Problem(500, "defect", FAILED) from None
