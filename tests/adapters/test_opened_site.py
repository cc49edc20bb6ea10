"""An opened site: what is queued is done, signing is not switched off, processes share a folder."""

from pathlib import Path

import pytest

from lotproof.adapters.publisher import Publisher
from lotproof.entrypoints.compose import KeyMissing, Plant
from lotproof.kernel.database import TryAgain
from lotproof.kernel.safety import ExportLedger
from lotproof.ledger.signer import Signer, load_key_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plant = Plant(tmp_path / "data")
    plant.open_ledger("Plant", "plant.example/ledger", "Asia/Shanghai", is_demonstration=True)
    plant.close()
    return tmp_path / "data"


def test_what_is_queued_cannot_be_called_back(folder: Path) -> None:
    """A caller that goes away must not take the acknowledgements of others with it."""
    plant = Plant(folder)
    futures = [plant.send(ExportLedger(withheld=[])) for _ in range(6)]
    assert not any(each.cancel() for each in futures[::2])
    assert {each.result(timeout=30).outcome for each in futures} == {"done"}
    plant.close()


def test_an_opened_site_does_not_run_without_its_key(folder: Path) -> None:
    (folder / "log.key").rename(folder / "elsewhere")
    with pytest.raises(KeyMissing, match="gone"):
        Plant(folder)


def test_a_head_signed_by_another_process_meanwhile_is_no_rollback(folder: Path) -> None:
    plant = Plant(folder)
    assert plant.publisher is not None
    stale = plant.publisher.signer.last
    plant.do(ExportLedger(withheld=[]))
    other = Publisher(plant.database, Signer(load_key_file(plant.key_file), plant.memory_file))
    other.publish()
    newer = other.signer.last
    with pytest.raises(TryAgain):
        plant.publisher._sign(stale, stale.size, stale.root, [])
    assert newer.size > stale.size
    plant.close()


def test_a_second_process_writes_through_the_first(folder: Path) -> None:
    first, second = Plant(folder), Plant(folder)
    assert second.do(ExportLedger(withheld=[])).outcome == "done"
    second.close()
    first.close()
