"""What does not go as planned: refusals, holds, rejects, counts, scrap, returns, rework."""

from decimal import Decimal

from lotproof.entrypoints.demo import labels
from lotproof.entrypoints.demo.life import Life
from lotproof.entrypoints.demo.office import Office


class Incidents:
    """A week is the ordinary life and one or two things out of the ordinary."""

    def __init__(self, life: Life) -> None:
        self.life, self.world, self.ids = life, life.world, life.ids
        self._turn = 0
        office = Office(life)
        self._happenings = (
            self.rejected_delivery,
            office.changed_purchase,
            self.wrong_lot,
            office.signed_in,
            self.wrong_label,
            self.hold,
            office.machine_down,
            self.count,
            office.people_come_and_go,
            self.lost_label,
            self.scrap,
            office.opening_balance,
            self.unpermitted,
            office.corrected_result,
            self.expired_delivery,
            office.unpicked,
            self.palletised,
            self.returned,
            office.changed_sale,
            self.validation_order,
            office.changed_item,
            self.split,
            self.failed_sign_in,
            self.packed,
            office.cancelled_work_order,
            self.trainee,
        )

    def week(self) -> None:
        life, chance = self.life, self.world.chance
        if self._turn % 4 == 0:
            life.make_together("DV-IVSET", [chance.randrange(80, 151, 10) for _ in range(2)])
        else:
            life.make("DV-IVSET", chance.randrange(150, 301, 10))
        life.make("DV-SCREW", chance.randrange(10, 31))
        life.sell("DV-IVSET", chance.randrange(80, 260))
        life.sell("DV-SCREW", chance.randrange(5, 20))
        for _ in range(2):
            self._happenings[self._turn % len(self._happenings)]()
            self._turn += 1

    def rejected_delivery(self) -> None:
        """A delivery fails its inspection, is rejected and thrown away."""
        lot_id = self.life.receive("PK-POUCH")
        self.life.inspect(lot_id, fails=True)
        self.world.do(
            "quality",
            "warehouse.scrap_stock",
            lot_id=lot_id,
            quantity="4000",
            unit="pcs",
            location_id=self.ids["Q-01"],
            reason="Rejected at incoming inspection 来料检验不合格",
        )

    def wrong_lot(self) -> None:
        """Somebody tries to pick what is still in quarantine."""
        lot_id = self.life.receive("CP-CANN")
        self.world.refused(
            "keeper",
            "warehouse.move_stock",
            lot_id=lot_id,
            quantity="100",
            unit="pcs",
            from_location_id=self.ids["Q-01"],
            to_location_id=self.ids["P-01"],
        )
        self.life.inspect(lot_id)
        self.world.do("quality", "warehouse.release_lot", lot_id=lot_id)
        self.life.store("CP-CANN", lot_id)

    def hold(self) -> None:
        """A supplier warns; the lot is held for a day."""
        lot = self.life.some_lot("RM-PVC")
        if lot is None:
            return
        placed = self.world.do(
            "quality",
            "warehouse.place_hold",
            lot_id=lot,
            cause="Supplier notice under review 供应商通知待评估",
        )
        self.world.pass_time(8 * 3600)
        self.world.do(
            "quality2",
            "warehouse.lift_hold",
            hold_id=placed.value("hold_id"),
            reason="Notice does not concern this lot 与本批无关",
        )

    def count(self) -> None:
        lot = self.life.some("CP-CHAMB")
        if lot is None:
            return
        found = int(lot[2]) - 2
        self.world.do(
            "keeper2",
            "warehouse.count_stock",
            lot_id=lot[0],
            location_id=lot[1],
            counted=str(found),
            unit="pcs",
            reason="Cycle count 循环盘点",
        )
        lot[2] -= 2

    def scrap(self) -> None:
        lot = self.life.some("PK-LABEL")
        if lot is None or lot[2] < 5:
            return
        self.world.do(
            "keeper",
            "warehouse.scrap_stock",
            lot_id=lot[0],
            location_id=lot[1],
            quantity="5",
            unit="pcs",
            reason="Smudged print 印刷模糊",
        )
        lot[2] -= 5

    def unpermitted(self) -> None:
        """An operator tries to release a lot."""
        lot = self.life.some_lot("CP-CANN")
        if lot is not None:
            self.world.refused("operator", "warehouse.release_lot", lot_id=lot)

    def expired_delivery(self) -> None:
        """What arrives expired is recorded, held and thrown away."""
        lot_id = self.life.receive("CP-CHAMB", expires_on=self.world.day(-3))
        self.world.refused("quality", "warehouse.release_lot", lot_id=lot_id)

    def returned(self) -> None:
        """A customer sends a box back."""
        line = self.life.a_delivered_line("DV-IVSET")
        if line is None:
            return
        self.world.do(
            "keeper",
            "sales.receive_return",
            line_id=line,
            location_id=self.ids["Q-02"],
            quantity="2",
            unit="pcs",
            cause="Pouch torn in transport 运输中包装破损",
        )

    def validation_order(self) -> None:
        """What is made for validation is never shipped."""
        self.world.do(
            "planner",
            "production.plan_work_order",
            item_id=self.ids["DV-IVSET"],
            quantity="20",
            unit="pcs",
            purpose="validation",
            number=self.world.number("WV"),
        )

    def split(self) -> None:
        lot = self.life.some("CP-CANN")
        if lot is None or lot[2] < 200:
            return
        split = self.world.do(
            "keeper",
            "warehouse.split_lot",
            lot_id=lot[0],
            location_id=lot[1],
            quantity="100",
            unit="pcs",
            number=self.world.number("SP"),
        )
        lot[2] -= 100
        self.life.keep("CP-CANN", split.value("lot_id"), lot[1], Decimal(100))

    def failed_sign_in(self) -> None:
        self.world.do(
            "sys_api", "people.record_failed_sign_in", user_id=self.world.users["operator2"]
        )

    def packed(self) -> None:
        """Finished goods go into a box and out of it again."""
        lot = self.life.some("DV-IVSET")
        if lot is None or lot[2] < 50:
            return
        box = self.world.do(
            "keeper2",
            "warehouse.pack_units",
            level="box",
            location_id=lot[1],
            lines=[{"lot_id": lot[0], "quantity": "50", "unit": "pcs"}],
        )
        self.world.do("keeper2", "warehouse.unpack_units", package_id=box.value("package_id"))

    def trainee(self) -> None:
        """Input that cannot be read is refused, and said so."""
        self.world.refused(
            "keeper2", "warehouse.move_stock", lot_id="lot_one", quantity="ten", unit="pcs"
        )

    def wrong_label(self) -> None:
        """A label of a screw turns up among those of the sets; quality looks into it."""
        sets, screws = (self.life.printed.get(number) for number in ("DV-IVSET", "DV-SCREW"))
        if sets is None or screws is None:
            return
        labels.check(self.world, self.life.look, sets, shows=screws)
        self.world.do(
            "quality",
            "kernel.finish_task",
            task_id=labels.task_of(self.life.look, sets),
            reason="Stray label found and destroyed, line cleared 混入标签已销毁并重新清场",
        )

    def lost_label(self) -> None:
        """Three labels are printed again after a jam, and one of them is never found."""
        lot, run_id = self.life.some("DV-IVSET"), self.life.printed.get("DV-IVSET")
        if lot is None or run_id is None:
            return
        again = self.world.do(
            "operator",
            "labelling.reprint_labels",
            run_id=run_id,
            copies=3,
            reason="Printer jammed 打印机卡纸",
        )
        lot_id = again.value("lot_id")
        self.world.do("operator", "labelling.reconcile_labels", lot_id=lot_id, used=2)
        self.world.do(
            "quality",
            "labelling.accept_difference",
            lot_id=lot_id,
            reason="One label lost in the jam 卡纸损失一枚",
        )

    def palletised(self) -> None:
        """A case with an SSCC of our own and its logistic label."""
        lot = self.life.some("DV-IVSET")
        if lot is None or lot[2] < 50:
            return
        case = self.world.do(
            "keeper",
            "warehouse.pack_units",
            level="case",
            location_id=lot[1],
            lines=[{"lot_id": lot[0], "quantity": "50", "unit": "pcs"}],
        )
        self.world.do(
            "keeper",
            "labelling.print_logistic_labels",
            package_id=case.value("package_id"),
            copies=2,
        )
        self.world.do("keeper", "warehouse.unpack_units", package_id=case.value("package_id"))
