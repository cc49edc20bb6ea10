"""That a list is exported is recorded."""

from lotproof.modules.governance.commands import ExportList
from lotproof.modules.governance.vocabulary import FileFormat
from tests.support.plant import Plant


def test_an_export_says_what_of(plant: Plant) -> None:
    told = plant.ok(
        ExportList(
            record_kind="warehouse.lot",
            file_format=FileFormat.XLSX,
            filters=["state=released", "id.in=" + ",".join(f"lot_{n}" for n in range(500))],
        )
    )
    assert told.events == [
        {"kind": "governance.list_exported/1", "record_kind": "warehouse.lot",
         "file_format": "xlsx"}
    ]  # fmt: skip
    plant.check()


def test_what_is_no_list_is_not_exported(plant: Plant) -> None:
    plant.refused(
        "no_such_list", ExportList(record_kind="warehouse.shelf", file_format=FileFormat.CSV)
    )
