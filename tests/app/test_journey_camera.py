"""A camera sees a DataMatrix, and the lot that it names opens."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from lotproof.modules.identification.symbols import modules
from tests.app.conftest import DESKTOP, Served, enter, new_context
from tests.app.journey import Work
from tests.support.browser import ARGUMENTS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH, HEIGHT, MODULE = 640, 480, 12
"""Pixels of the picture, and of one module of the symbol."""
WHITE, BLACK, GREY = b"\xeb", b"\x10", b"\x80"


def film(text: str, path: Path) -> None:
    """A video of one picture (YUV4MPEG2, 4:2:0): the symbol that the product draws of a text."""
    rows = modules(text, "data_matrix").rows
    drawn = [b"".join((BLACK if dark else WHITE) * MODULE for dark in row) for row in rows]
    left = (WIDTH - len(drawn[0])) // 2
    lines = [line.rjust(left + len(line), WHITE).ljust(WIDTH, WHITE) for line in drawn]
    picture = b"".join(line * MODULE for line in lines)
    above = (HEIGHT - len(lines) * MODULE) // 2
    luma = (WHITE * WIDTH * above + picture).ljust(WIDTH * HEIGHT, WHITE)
    frame = b"FRAME\n" + luma + GREY * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + frame * 2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_camera(browser: "Browser", served: Served, tmp_path: Path, language: str) -> None:
    door = served.door
    lot = door.get("/api/records/warehouse.lot?state=released&limit=1").json["records"][0]
    film(lot["number"], tmp_path / "camera.y4m")
    seeing = browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[
            *ARGUMENTS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}",
        ],
    )
    try:
        page = new_context(seeing, served.address, language, DESKTOP).new_page()
        enter(page, "keeper")
        keeper = Work(page, language, door)
        keeper.speak()
        keeper.button(keeper.word("platform", "scan_camera")).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(lot["number"])
        assert lot["id"] in page.url
    finally:
        seeing.close()
