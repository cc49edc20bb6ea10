"""What happens beside the line: changed orders, people, corrected results, rework, old stock."""

from decimal import Decimal

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.life import Life


class Office:
    """Things that happen now and then; each is true to the rules and leaves the plant running."""

    def __init__(self, life: Life) -> None:
        self.life, self.world, self.ids = life, life.world, life.ids

    def changed_purchase(self) -> None:
        """An order is changed before approval; another is cancelled."""
        world = self.world
        order_id = self._draft_purchase("CP-CANN")
        line = self.life.purchase_lines(order_id)[0]
        world.do(
            "buyer",
            "purchasing.change_order_line",
            line_id=line,
            quantity="3500",
            unit="pcs",
            unit_price="0.11",
            currency="CNY",
            due_on=world.day(14),
            reason="Supplier offers a better price 供应商降价",
        )
        world.refused("buyer", "purchasing.approve_order", order_id=order_id)
        world.do(
            "buyer", "purchasing.cancel_order", order_id=order_id, reason="Stock suffices 库存充足"
        )

    def changed_sale(self) -> None:
        world = self.world
        order = world.do(
            "sales",
            "sales.draft_order",
            number=world.number("SO"),
            customer_id=self.ids["C-DIST"],
            lines=[
                {
                    "item_id": self.ids["DV-IVSET"],
                    "quantity": "500",
                    "unit": "pcs",
                    "unit_price": "4.8",
                    "currency": "CNY",
                    "due_on": world.day(20),
                }
            ],
        )
        world.do(
            "sales",
            "sales.cancel_order",
            order_id=order.value("order_id"),
            reason="Customer withdrew 客户取消",
        )

    def people_come_and_go(self) -> None:
        world = self.world
        login = f"temp{world.base + world.count}"
        user = world.do(
            "admin", "people.register_user", login=login, name="Intern 实习生", language="zh"
        ).value("user_id")
        world.do("admin", "people.deactivate_user", user_id=user, reason="Internship over 实习结束")
        world.refused("admin", "people.register_user", login=login, name="Another", language="en")

    def signed_in(self) -> None:
        """Somebody starts and ends a day at the terminal; whoever is locked out has to wait."""
        world = self.world
        user = world.users[world.chance.choice(catalogue.PEOPLE)[0]]
        started = world.send(
            "sys_api",
            "people.start_session",
            user_id=user,
            digest=f"{world.chance.getrandbits(256):064x}",
        )
        if started.code != "locked_out":
            session = started.value("session_id")
            world.do("sys_api", "people.end_session", session_id=session)

    def machine_down(self) -> None:
        world, machine = self.world, self.ids["SEAL-02"]
        world.do(
            "engineer",
            "equipment.take_out_of_service",
            equipment_id=machine,
            reason="Heater drifts 加热漂移",
        )
        world.pass_time(4 * 3600)
        world.do(
            "engineer",
            "equipment.return_to_service",
            equipment_id=machine,
            reason="Heater replaced 已更换加热器",
        )

    def changed_item(self) -> None:
        self.world.do(
            "engineer",
            "items.change_item",
            item_id=self.ids["PK-LABEL"],
            storage=f"Dry, below {self.world.chance.randrange(24, 30)} °C 干燥",
            reason="Storage study 储存研究",
        )

    def corrected_result(self) -> None:
        """A digit was typed wrongly and is put right before the decision."""
        self.life.correct_one("RM-PVC")

    def opening_balance(self) -> None:
        """A lot that existed on paper enters the books."""
        world = self.world
        lot = world.do(
            "keeper",
            "warehouse.enter_opening_balance",
            item_id=self.ids["CP-CHAMB"],
            location_id=self.ids["A-01"],
            quantity="300",
            unit="pcs",
            number=world.number("OB"),
            document="Stock card 2025-117",
            state="released",
            expires_on=world.day(400),
            reason="From the paper stock cards 纸质台账转入",
        )
        self.life.keep("CP-CHAMB", lot.value("lot_id"), self.ids["A-01"], Decimal(300))

    def unpicked(self) -> None:
        """A pick is taken back and the shipment called off."""
        world, lot = self.world, self.life.some("DV-IVSET")
        if lot is None or lot[2] < 10:
            return
        order = world.do(
            "sales",
            "sales.draft_order",
            number=world.number("SO"),
            customer_id=self.ids["C-HOSP1"],
            lines=[
                {
                    "item_id": self.ids["DV-IVSET"],
                    "quantity": "10",
                    "unit": "pcs",
                    "unit_price": "4.8",
                    "currency": "CNY",
                    "due_on": world.day(5),
                }
            ],
        )
        order_id = order.value("order_id")
        world.do("sales", "sales.confirm_order", order_id=order_id)
        shipment = world.do(
            "keeper", "sales.create_shipment", order_id=order_id, consignee_id=self.ids["C-HOSP1"]
        ).value("shipment_id")
        line = world.do(
            "keeper",
            "sales.pick_line",
            shipment_id=shipment,
            lot_id=lot[0],
            location_id=lot[1],
            quantity="10",
            unit="pcs",
            reason="By order 按单",
        ).value("line_id")
        world.do("keeper", "sales.unpick_line", line_id=line, reason="Order changed 订单变更")
        world.do(
            "keeper", "sales.cancel_shipment", shipment_id=shipment, reason="Order changed 订单变更"
        )

    def cancelled_work_order(self) -> None:
        order = self.world.do(
            "planner",
            "production.plan_work_order",
            item_id=self.ids["DV-SCREW"],
            quantity="5",
            unit="pcs",
            purpose="trial",
            number=self.world.number("WT"),
        )
        self.world.do(
            "planner",
            "production.cancel_work_order",
            work_order_id=order.value("work_order_id"),
            reason="Design review postponed 设计评审推迟",
        )

    def _draft_purchase(self, number: str) -> str:
        world = self.world
        order = world.do(
            "buyer",
            "purchasing.draft_order",
            number=world.number("PO"),
            supplier_id=self.ids[catalogue.SUPPLIER_OF[number]],
            lines=[
                {
                    "item_id": self.ids[number],
                    "quantity": catalogue.ORDERED[number],
                    "unit": "pcs",
                    "unit_price": catalogue.PRICE[number],
                    "currency": "CNY",
                    "due_on": world.day(10),
                }
            ],
        )
        order_id: str = order.value("order_id")
        return order_id
