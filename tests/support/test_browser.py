"""The system's Chromium can be driven."""

from playwright.sync_api import Browser


def test_chromium_shows_a_page_and_takes_a_click(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<button onclick=\"this.textContent='已放行'\">放行</button>")
    page.click("button")
    assert page.text_content("button") == "已放行"
    page.close()
