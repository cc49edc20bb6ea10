"""A plant with devices to label: sets by lot, screws by serial number, resin without a DI."""

from datetime import date
from typing import Any

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import ActivateItem, AddPackageLevel, RegisterItem
from lotproof.modules.items.vocabulary import Issuer, ItemId, ItemKind, PackageLevelId, Tracking
from lotproof.modules.labelling.commands import (
    ApproveTemplate,
    DraftTemplate,
    PrintLabels,
)
from lotproof.modules.labelling.queries import LabelAccount, LabelRun, LabelTemplate
from lotproof.modules.labelling.vocabulary import LabelRunId, LabelTemplateId, TemplateUse
from lotproof.modules.warehouse.commands import CreateLocation, ReceiveLot
from lotproof.modules.warehouse.queries import serials_of
from lotproof.modules.warehouse.vocabulary import LocationId, LocationKind, LotId, SerialId
from tests.support.plant import Plant

MAKER, CHECKER = "usr_1", "usr_2"
SET_DI, BOX_DI, SCREW_DI = "06948000000016", "16948000000013", "06948000000023"
MADE, EXPIRES = date(2026, 1, 15), date(2029, 1, 14)


class Press:
    """Items SET (lots), SCREW (serials) and RES (no device identifier); one place."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        receipt = plant.ok(
            CreateLocation(code="Q-01", name="Quarantine", kind=LocationKind.QUARANTINE)
        )
        self.place = LocationId.parse(receipt.value("location_id"))
        self.set = self.item(
            "SET",
            ItemKind.DEVICE,
            Tracking.LOT,
            di=SET_DI,
            issuer=Issuer.GS1,
            name="Infusion set with needle, sterile",
            name_zh="一次性使用输液器 带针",
            shelf_life_days=1095,
            is_sterile=True,
            is_single_use=True,
        )
        self.screw = self.item(
            "SCREW",
            ItemKind.DEVICE,
            Tracking.SERIAL,
            di=SCREW_DI,
            issuer=Issuer.GS1,
            name="Bone screw 4.0 × 40",
            is_implant=True,
        )
        self.resin = self.item("RES", ItemKind.MATERIAL, Tracking.LOT, name="Resin")
        level = plant.ok(
            AddPackageLevel(
                item_id=self.set,
                di=BOX_DI,
                issuer=Issuer.GS1,
                name="Box",
                contains_di=SET_DI,
                quantity=50,
            )
        )
        self.box = PackageLevelId.parse(level.value("package_level_id"))

    def item(self, number: str, kind: ItemKind, tracking: Tracking, **more: Any) -> ItemId:
        given = RegisterItem(number=number, kind=kind, tracking=tracking, unit="pcs", **more)
        item_id = ItemId.parse(self.plant.ok(given).value("item_id"))
        self.plant.ok(ActivateItem(item_id=item_id))
        return item_id

    def lot(self, item_id: ItemId, number: str = "L2600001", **more: Any) -> LotId:
        given: dict[str, Any] = {"made_on": MADE, "quantity": Amount(100)}
        if item_id == self.set:
            given["expires_on"] = EXPIRES
        receipt = self.plant.ok(
            ReceiveLot(
                item_id=item_id,
                location_id=self.place,
                unit="pcs",
                number=number,
                **(given | more),
            )
        )
        return LotId.parse(receipt.value("lot_id"))

    def screws(self, *numbers: str, lot: str = "S1") -> tuple[LotId, list[SerialId]]:
        lot_id = self.lot(self.screw, lot, quantity=Amount(len(numbers)), serials=list(numbers))
        with self.plant.reader() as reader:
            return lot_id, [SerialId(each.id) for each in serials_of(reader, lot_id)]

    # --- templates and prints -------------------------------------------------------------------

    def drafted(self, **what: Any) -> LabelTemplateId:
        receipt = self.plant.ok(DraftTemplate(**what), actor=MAKER)
        return LabelTemplateId.parse(receipt.value("template_id"))

    def approved(self, **what: Any) -> LabelTemplateId:
        template_id = self.drafted(**what)
        self.plant.ok(ApproveTemplate(template_id=template_id), actor=CHECKER)
        return template_id

    def all_approved(self) -> None:
        """The standard design for everything."""
        for item_id in (self.set, self.screw, self.resin):
            self.approved(item_id=item_id)
        self.approved(use=TemplateUse.PACKAGE, package_level_id=self.box)
        self.approved(use=TemplateUse.LOGISTIC)

    def printed(self, lot_id: LotId, copies: int = 1, **more: Any) -> LabelRunId:
        receipt = self.plant.ok(PrintLabels(lot_id=lot_id, copies=copies, **more))
        return LabelRunId.parse(receipt.value("run_id"))

    # --- looking --------------------------------------------------------------------------------

    def template(self, template_id: LabelTemplateId) -> LabelTemplate:
        with self.plant.reader() as reader:
            return reader.get(LabelTemplate, template_id)

    def run(self, run_id: LabelRunId) -> LabelRun:
        with self.plant.reader() as reader:
            return reader.get(LabelRun, run_id)

    def account(self, lot_id: LotId, target: str = "") -> LabelAccount:
        with self.plant.reader() as reader:
            found = reader.find(LabelAccount, lot_id=lot_id)
        return next(each for each in found if target in ("", each.target))
