"""Every screen of the application, and somebody who has work there."""

import re
from pathlib import Path
from typing import NamedTuple

from lotproof.derive.listing import listing
from lotproof.kernel.reader import Reader

UI = Path(__file__).parents[2] / "ui" / "src"


class Place(NamedTuple):
    """A name for pictures, the address as routes spell it, who goes there, and what fills it."""

    name: str
    path: str
    login: str
    key: str = ""
    kind: str = ""
    query: str = ""

    def at(self, reader: Reader) -> str:
        """The address with the key of a record that has much to show."""
        key = self.key or (some(reader, self.kind) if self.kind else "")
        filled = self.path.replace(":kind", self.kind).replace(":position", "2")
        for part in (":id", ":key", ":order"):
            filled = filled.replace(part, key)
        return f"{filled}?{self.query}" if self.query else filled


PLACES = (
    Place("home-keeper", "/", "keeper"),
    Place("home-quality", "/", "quality"),
    Place("inbox", "/inbox", "quality"),
    Place("lists", "/lists", "auditor"),
    Place("commands", "/do", "engineer"),
    Place("account", "/account", "keeper"),
    Place("found", "/found", "keeper", query="text=IV-26"),
    Place("list-lots", "/list/:kind", "keeper", kind="warehouse.lot"),
    Place("list-items", "/list/:kind", "engineer", kind="items.item"),
    Place("list-nonconformance", "/list/:kind", "quality", kind="nonconformance.report"),
    Place("record-nonconformance", "/record/:kind/:key", "quality", kind="nonconformance.report"),
    Place("record-review", "/record/:kind/:key", "engineer", kind="nonconformance.review"),
    Place("record-improvement", "/record/:kind/:key", "quality", kind="nonconformance.improvement"),
    Place("form-nonconformance", "/do/:name/:version", "inspector", "nonconformance.open_report/1"),
    Place("record-order", "/record/:kind/:key", "planner", kind="production.work_order"),
    Place("record-item", "/record/:kind/:key", "engineer", kind="items.item"),
    Place("form-receive", "/do/:name/:version", "keeper", "warehouse.receive_lot/1"),
    Place("signing-key", "/signing-key", "keeper"),
    Place("record-signing-key", "/record/:kind/:key", "quality", kind="signing.key"),
    Place("form-sales-order", "/do/:name/:version", "sales", "sales.draft_order/1"),
    Place("entry", "/entry/:seq", "auditor", "40"),
    Place("receipt", "/receipt/:id", "auditor", "first"),
    Place("unit-lot", "/unit/:id", "quality", kind="warehouse.lot"),
    Place("unit-serial", "/unit/:id", "quality", kind="warehouse.serial"),
    Place("genealogy-choice", "/genealogy", "quality"),
    Place("genealogy", "/genealogy/:id", "quality", kind="warehouse.lot"),
    Place("timeline-choice", "/timeline", "quality"),
    Place("timeline", "/timeline/:id", "auditor", kind="warehouse.lot"),
    Place("chain", "/chain/:id", "quality", key="stw_1"),
    Place("bench-choice", "/bench", "inspector"),
    Place("bench", "/bench/:id", "inspector", kind="inspection.inspection"),
    Place("dashboard", "/dashboard", "quality"),
    Place("time-plant", "/time", "quality"),
    Place("time-lot", "/time/:id", "quality", kind="warehouse.lot"),
    Place("ledger", "/ledger", "auditor"),
    Place("receiving", "/receiving", "keeper"),
    Place("warehouse", "/warehouse", "keeper"),
    Place("warehouse-move", "/warehouse/move", "keeper"),
    Place("warehouse-pick-choice", "/warehouse/pick", "keeper"),
    Place("warehouse-pick", "/warehouse/pick/:id", "keeper", kind="sales.shipment"),
    Place("warehouse-pack", "/warehouse/pack", "keeper"),
    Place("warehouse-count", "/warehouse/count", "keeper"),
    Place("shopfloor", "/shopfloor", "operator"),
    Place(
        "shopfloor-operation",
        "/shopfloor/:order/:position",
        "operator",
        kind="production.work_order",
    ),
    Place("administration-people", "/administration/people", "admin"),
    Place("administration-roles", "/administration/roles", "admin"),
    Place("access-matrix", "/access/matrix", "auditor"),
    Place("access-who", "/access/who", "auditor", query="command=warehouse.release_lot/1"),
    Place("access-separation", "/access/separation", "admin"),
    Place("access-reviews", "/access/reviews", "quality"),
    Place("access-review", "/access/reviews/:id", "quality", key="arv_1"),
    Place("access-emergency", "/access/emergency", "operator"),
    Place("access-emergency-review", "/access/emergency", "quality"),
    Place("access-deputies", "/access/deputies", "planner"),
    Place("dictionary", "/administration/dictionary", "auditor"),
    Place("administration-site", "/administration/site", "admin"),
    Place("labels", "/labels", "operator"),
    Place("label-template", "/labels/template/:id", "engineer", kind="labelling.template"),
    Place("label-design", "/labels/design", "engineer", query="item_id=itm_7"),
    Place("documents", "/documents", "quality"),
    Place("documents-inbox", "/documents/inbox", "inspector"),
    Place("documents-workplace-choice", "/documents/workplace", "operator"),
    Place("documents-workplace", "/documents/workplace/:id", "operator", key="wst_1"),
    Place("document", "/documents/document/:id", "quality", key="doc_1"),
    Place("document-revision", "/documents/revision/:id", "engineer", key="drv_1"),
    Place("document-draft", "/do/documents.draft_revision/1", "engineer"),
    Place("document-replace", "/do/documents.replace_draft/1", "engineer"),
    Place("device-file-choice", "/device-file", "engineer"),
    Place("device-file", "/device-file/:id", "quality", kind="items.item"),
    Place("alerts", "/alerts", "engineer"),
    Place("monitoring", "/monitoring", "quality"),
    Place("monitoring-point", "/monitoring/:id", "quality", key="mpt_3"),
    Place("monitoring-by-hand", "/monitoring/by-hand", "operator"),
    Place("monitoring-read", "/monitoring/read/:id", "inspector", key="mpt_7"),
    Place("monitoring-import", "/monitoring/import", "engineer"),
    Place("notifications", "/notifications", "quality"),
    Place("list-messages", "/list/:kind", "engineer", kind="notifications.message"),
    Place("record-channel", "/record/:kind/:key", "engineer", kind="notifications.channel"),
    Place("rule-write", "/do/rules.draft_version/1", "engineer", query="rule_id=rul_1"),
    Place("rule-version", "/rules/version/:id", "quality", key="rlv_2"),
    Place("spc", "/spc", "quality"),
    Place("spc-chart", "/spc/:id", "quality", key="spc_4"),
    Place("spc-baseline", "/spc/:id/baseline", "engineer", key="spc_3"),
    Place("equipment", "/equipment/:id", "quality", key="eqp_4"),
    Place("training", "/training", "operator"),
    Place("training-paper", "/training/paper/:id", "quality", key="trn_1"),
    Place("training-matrix", "/training/matrix", "quality"),
    Place("training-observe", "/training/observe", "quality"),
    Place(
        "training-questions",
        "/do/training.set_assessment/1",
        "quality",
        query="revision_id=drv_2",
    ),
    Place("guides", "/guides", "operator"),
    Place("expiring", "/registrations/expiring", "quality"),
    Place("upkeep", "/calibration", "engineer"),
    Place("impact", "/calibration/impact/:id", "inspector", kind="calibration.impact"),
    Place("board-orders", "/boards/orders", "planner"),
    Place("board-schedule", "/boards/schedule", "planner"),
    Place("board-stock", "/boards/stock", "keeper"),
    Place("board-expiry", "/boards/expiry", "keeper"),
    Place("board-map", "/boards/map", "keeper"),
    Place("approvals", "/approvals", "planner"),
    Place("changes", "/changes", "engineer"),
    Place("change", "/changes/:id", "engineer", kind="changes.order"),
    Place("change-compare", "/changes/compare", "engineer"),
)

_WANTED = {
    "warehouse.lot": {"origin": "made", "state": "released"},
    "items.item": {"kind": "device"},
    "production.work_order": {"state": "released"},
    "inspection.inspection": {"state": "open"},
    "sales.shipment": {"state": "open"},
}


def some(reader: Reader, kind: str) -> str:
    """The key of a record of this kind from the middle of the plant's history."""
    page = listing(reader, kind, filters=_WANTED.get(kind), limit=1000)
    if not page.records:
        page = listing(reader, kind, limit=1000)
    return str(page.records[len(page.records) // 2]["id"])


def declared() -> set[str]:
    """The addresses of all routes, as the application's own files say them."""
    files = [UI / "app" / "routes.tsx", *UI.glob("modules/*/screens.ts")]
    return {
        path
        for file in files
        for path in re.findall(r'path: "([^"]+)"', file.read_text(encoding="utf-8"))
        if path != "*"
    }
