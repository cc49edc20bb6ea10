"""Commands on their way to the writer, without holding up other requests."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future

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
        future = plant.submit(submission)
    except Overloaded:
        raise _busy() from None
    return await _receipt(submission, future)


async def submit_all(plant: Plant, submissions: Sequence[Submission]) -> list[Receipt | Problem]:
    """What becomes of each, in their order; Problem 503 when too much waits to take any."""
    try:
        futures = plant.submit_all(submissions)
    except Overloaded:
        raise _busy() from None
    answers: list[Receipt | Problem] = []
    for submission, future in zip(submissions, futures, strict=True):
        try:
            answers.append(await _receipt(submission, future))
        except Problem as problem:
            answers.append(problem)
    return answers


async def _receipt(submission: Submission, future: "Future[Receipt]") -> Receipt:
    try:
        return await asyncio.wrap_future(future)
    except TryAgain:
        raise _busy() from None
    except Defect:
        log.exception("%s %s", submission.kind, submission.id)
        raise Problem(500, "defect", FAILED) from None


def _busy() -> Problem:
    return Problem(503, "overloaded", BUSY, retry_after="1")
