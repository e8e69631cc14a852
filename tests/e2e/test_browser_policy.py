"""In a real browser pages break no policy, load nothing from elsewhere and need no JavaScript."""

import pytest

from tests.e2e.pages import PAGES

pytestmark = pytest.mark.browser

ANSWERED_WITH_AN_ERROR = {"not found", "refused"}


def test_pages_break_no_policy_and_ask_only_their_own_site(browser, site, ids):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    messages, requests = [], []
    page.on("console", lambda message: messages.append((page.url, message.text)))
    page.on("pageerror", lambda error: messages.append((page.url, str(error))))
    page.on("request", lambda request: requests.append(request.url))
    for name, template in PAGES.items():
        page.goto(ids.address(template), wait_until="load")
        if name in ANSWERED_WITH_AN_ERROR:
            messages = [one for one in messages if "the server responded with a status of" not in one[1]]
    context.close()
    assert messages == []
    assert all(url.startswith(f"{site}/") for url in requests)
    assert sum("/static/" in url for url in requests) >= 3


def test_policy_stops_code_that_gets_into_a_page(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto("/")
    page.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'window.ran = true'")
    assert page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in text for text in messages)
    context.close()


def test_everything_works_without_javascript(browser, site, ids):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("searchbox").fill("stowarzyszenie")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Needs something in").select_option("image")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("component=image")
    page.locator(".card.actor h3 a").first.click()
    page.get_by_role("link", name="Who to work with").click()
    assert page.locator("h1").inner_text() == "Who to work with"
    context.close()


def test_an_introduction_is_asked_for_and_accepted_without_javascript(browser, own_site, ids):
    context = browser.new_context(base_url=own_site, java_script_enabled=False)
    context.add_cookies([{"name": "language", "value": "en", "url": own_site}])
    page = context.new_page()
    page.goto(f"/organizacje/{ids.organisation}/propozycje")
    page.get_by_role("link", name="Ask for an introduction").first.click()
    page.get_by_role("button", name="Ask for the introduction").click()
    assert page.url.endswith("/prosba?kind=peer")  # the browser itself asks for what is required
    page.get_by_label("Your name").fill("Anna")
    page.get_by_label("What it is for").fill("a joint picnic")
    page.get_by_role("button", name="Ask for the introduction").click()
    assert page.get_by_role("status").inner_text().startswith("The introduction was asked for.")
    page.get_by_role("link", name="Both agreed").first.click()
    assert page.get_by_label("Your name").input_value() == "Anna"
    page.get_by_label("How we know").fill("both said so")
    page.get_by_role("button", name="Both agreed").click()
    assert page.locator(".introduction .state").first.inner_text() == "accepted"
    context.close()
