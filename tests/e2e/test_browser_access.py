"""Everybody can use the pages: axe finds nothing, a keyboard is enough, a small phone too."""

import os
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.pages import PAGES

pytestmark = pytest.mark.browser

DESKTOP, PHONE, SMALL_PHONE = (1280, 900), (390, 844), (360, 640)
# Each pair of light or dark, language and size comes up at least once, and every page both light and dark, large and
# small; in full, every page in every combination.
PAIRWISE = [
    ("light", "pl", DESKTOP),
    ("light", "en", PHONE),
    ("dark", "pl", PHONE),
    ("dark", "en", DESKTOP),
]
IN_FULL = bool(os.environ.get("OGNIWO_FULL"))
LOOKS = list(product(("light", "dark"), ("pl", "en"), (DESKTOP, PHONE))) if IN_FULL else PAIRWISE


def pages_in(look):
    """The pages to look at so: in Polish every other one, in English the rest; in full all of them."""
    return PAGES if IN_FULL else dict(list(PAGES.items())[LOOKS.index(look) % 2 :: 2])


def visit(browser, site, address, *, size=DESKTOP, scheme="light", language="pl", **options):
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, base_url=site, **options
    )
    context.add_cookies([{"name": "language", "value": language, "url": site}])
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "language", "size"), LOOKS)
def test_axe_finds_nothing_on_any_page(browser, site, ids, scheme, language, size):
    # axe is code put into the page, which the policy rightly refuses otherwise.
    page = visit(browser, site, "/", size=size, scheme=scheme, language=language, bypass_csp=True)
    axe, reports = Axe(), {}
    for name, template in pages_in((scheme, language, size)).items():
        page.goto(ids.address(template))
        found = axe.run(page)
        if found.violations_count:
            reports[name] = found.generate_report()
    page.context.close()
    assert reports == {}, "\n".join(f"{name}: {report}" for name, report in reports.items())


@pytest.mark.parametrize("language", ["pl", "en"])
def test_small_phone_never_scrolls_sideways(browser, site, ids, language):
    page = visit(browser, site, "/", size=SMALL_PHONE, language=language)
    widths = {}
    for name, template in PAGES.items():
        page.goto(ids.address(template))
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert {name: width for name, width in widths.items() if width > SMALL_PHONE[0]} == {}


def focused(page):
    return page.evaluate("(e => e.id || e.getAttribute('href') || e.name || e.tagName)(document.activeElement)")


def tab_until(page, wanted):
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted(focused(page)):
            return focused(page)
    pytest.fail(f"60 presses of Tab did not reach it; the last was {focused(page)}")


def test_keyboard_leads_from_the_start_page_to_the_reasons_of_a_pair(browser, site, ids):
    page = visit(browser, site, "/")
    page.keyboard.press("Tab")
    assert focused(page) == "#content"
    tab_until(page, lambda at: at == "q")
    page.keyboard.type("stowarzyszenie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizacje?q=stowarzyszenie")
    tab_until(page, lambda at: at.startswith("/organizacje/org-"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizacje/org-*")
    tab_until(page, lambda at: "propozycje?kind=peer" in at)
    page.keyboard.press("Enter")
    page.wait_for_url("**/propozycje?kind=peer")
    tab_until(page, lambda at: "/propozycje/" in at)
    page.keyboard.press("Enter")
    page.wait_for_url("**/propozycje/*?kind=peer")
    assert page.locator("h1").inner_text() == "Skąd ten wynik"
    page.context.close()


def test_skip_link_leads_past_the_menu(browser, site):
    page = visit(browser, site, "/organizacje")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    page.keyboard.press("Tab")
    assert focused(page) == "q"
    page.context.close()


def test_focus_is_always_visible(browser, site):
    page = visit(browser, site, "/")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(outline) != "none", focused(page)
    page.context.close()


def test_language_is_switched_on_the_spot(browser, site, ids):
    page = visit(browser, site, f"/organizacje/{ids.organisation}/propozycje?kind=mentor")
    page.get_by_role("button", name="English").click()
    assert page.url == f"{site}/organizacje/{ids.organisation}/propozycje?kind=mentor"
    assert page.locator("h1").inner_text() == "Find a mentor"
    page.context.close()


def test_reader_with_large_print_sees_everything(browser, site, ids):
    page = visit(browser, site, f"/organizacje/{ids.organisation}/propozycje", size=(640, 900))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.context.close()
