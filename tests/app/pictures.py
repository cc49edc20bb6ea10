"""Pictures of every screen, in both languages, on a desktop and a tablet: `make screens`.

They are written into docs/screens/{en,zh}/ as `<place>.webp` and `<place>-tablet.webp`.
`python -m tests.app.pictures PLACE…` takes those of the places named.
"""

import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.progress import track

from lotproof.entrypoints.demo.today import leave_work_open
from tests.api.door import LivingDoor
from tests.app.conftest import DESKTOP, LOCALES, TABLET, cookies_of, enter, new_context, serving
from tests.app.places import PLACES
from tests.app.test_pages import go
from tests.support.browser import chromium

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
OPERATIONS, SEED, QUALITY = 3000, 7, 55
SIZES = {"": DESKTOP, "-tablet": TABLET}


def picture(page: Any) -> bytes:
    """What the window shows, as WebP: a third of the size of other formats."""
    taken = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": QUALITY}
    )
    return b64decode(taken["data"])


def main(names: list[str]) -> None:
    """Open each place, or those named, as somebody who has work there, and keep what is seen."""
    places = [place for place in PLACES if not names or place.name in names]
    with TemporaryDirectory() as folder, chromium() as browser:
        door = LivingDoor(Path(folder) / "site", OPERATIONS)
        leave_work_open(door.plant, SEED)
        with serving(door) as served:
            states = {}
            for place in track(places, "screens"):
                if place.login not in states:
                    context = new_context(browser, served.address, "en", DESKTOP)
                    enter(context.new_page(), place.login)
                    states[place.login] = cookies_of(context)
                    context.close()
                for language in LOCALES:
                    for suffix, size in SIZES.items():
                        context = new_context(
                            browser, served.address, language, size, state=states[place.login]
                        )
                        page = context.new_page()
                        go(page, served, place, language)
                        page.wait_for_timeout(400)  # drawings that move into their place
                        target = FOLDER / language / f"{place.name}{suffix}.webp"
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(picture(page))
                        context.close()
        door.close()


if __name__ == "__main__":
    main(sys.argv[1:])
