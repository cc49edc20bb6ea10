"""Pictures of every screen, in both languages, on a desktop and a tablet: `make screens`.

They are written into docs/screens/{en,zh}/ as `<place>.jpg` and `<place>-tablet.jpg`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import track

from tests.api.door import LivingDoor
from tests.app.conftest import DESKTOP, LOCALES, TABLET, cookies_of, enter, new_context, serving
from tests.app.places import PLACES
from tests.app.test_pages import go
from tests.support.browser import chromium

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
OPERATIONS, QUALITY = 3000, 60
SIZES = {"": DESKTOP, "-tablet": TABLET}


def main() -> None:
    """Open each place as somebody who has work there, and keep what is seen."""
    with TemporaryDirectory() as folder, chromium() as browser:
        door = LivingDoor(Path(folder) / "site", OPERATIONS)
        with serving(door) as served:
            states = {}
            for place in track(PLACES, "screens"):
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
                        go(page, served, place)
                        page.wait_for_timeout(400)  # drawings that move into their place
                        target = FOLDER / language / f"{place.name}{suffix}.jpg"
                        target.parent.mkdir(parents=True, exist_ok=True)
                        page.screenshot(path=target, type="jpeg", quality=QUALITY)
                        context.close()
        door.close()


if __name__ == "__main__":
    main()
