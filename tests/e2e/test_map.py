"""The map in a browser: narrowed, walked by keys, shared by its address, saved, and still there without scripts."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from graph.folding import fold
from web.services.network_map.asked import question_of
from web.services.network_map.drawn import map_of
from web.services.network_map.packing import front_coded, packed
from web.services.network_map.shown import shown_for

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser, site):
    """Opens pages of the site in a browser with these options, and closes them all."""
    contexts = []

    def open_page(address, *, ready=True, language="pl", **options):
        context = browser.new_context(base_url=site, **({"viewport": {"width": 1280, "height": 1000}} | options))
        context.add_cookies([{"name": "language", "value": language, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.goto(address)
        if ready:
            page.wait_for_selector("#map[data-ready]")
        return page

    yield open_page
    troubles = [trouble for context in contexts for page in context.pages for trouble in page.troubles]
    for context in contexts:
        context.close()
    assert troubles == []


def numbers(text):
    """The numbers of a sentence, without what parts thousands."""
    return [int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)[\s.,](?=\d{3})", "", text))]


def status(page):
    return page.locator("#map-status").inner_text()


def said(page):
    return page.locator("#map-said").inner_text()


def on_map(page, expression):
    return page.evaluate(f"(map => {expression})(document.getElementById('map').networkMap)")


def until(page, is_so):
    """Wait until it is so; the page's policy lets no tool wait inside it."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not come to be so within five seconds")


def point_of(page, actor_id):
    """Where somebody is drawn, in the window."""
    box = page.locator("#map-canvas").bounding_box()
    point = on_map(page, f"map.view.pointOf(map.network.placeOf.get({actor_id!r}))")
    return box["x"] + point["x"], box["y"] + point["y"]


STATES = (
    {},
    {"year": "2022"},
    {"region": "14", "role": "Organisation"},
    {"kind": "MENTORS", "year": "2023"},
    {"role": "Partner", "q": "urzad"},
    {"sector": "ngo", "sphere": "SP17"},
    {"region": "1465"},
    {"component": "image", "year": "2024"},
)


def test_scripts_and_server_show_the_same_for_an_address(opened, shared_ogniwo):
    page, network = opened("/mapa"), map_of(shared_ogniwo.snapshot())
    for state in STATES:
        shown = shown_for(network, question_of(network, state))
        assert shown.n_actors > 0
        whole = {"q": "", "kind": "", "region": "", "sphere": "", "sector": "", "role": "", "component": ""} | state
        on_map(page, f"map.change({json.dumps({'year': shown.question.year} | whole)})")
        counts = [shown.n_actors, shown.n_pairs, shown.n_alone] + ([shown.n_found] if shown.question.text else [])
        assert numbers(status(page))[1:] == counts, state


def test_map_of_a_day_is_the_same_by_scripts_and_server_and_keeps_its_day(opened, shared_ogniwo):
    page, network = opened("/mapa?as_of=2023-05-20"), map_of(shared_ogniwo.snapshot())
    shown = shown_for(network, question_of(network, {"as_of": "2023-05-20"}))
    # The day is told first: 20 May 2023.
    assert numbers(status(page))[2:] == [shown.n_actors, shown.n_pairs, shown.n_alone]
    assert page.locator("#map-years").get_attribute("max") == str(len(shown.question.year_ends) - 1)
    page.get_by_label("Województwo").select_option("14")
    page.wait_for_url("**/mapa?as_of=2023-05-20&region=14")
    page.locator("#as_of").fill("")
    page.locator("#as_of").dispatch_event("change")
    page.wait_for_url("**/mapa?region=14*")


def test_filters_narrow_the_map_the_list_and_the_address_alike(opened):
    page = opened("/mapa")
    before = numbers(status(page))
    page.get_by_label("Województwo").select_option("14")
    page.get_by_label("Rola").select_option("Partner")
    page.wait_for_url("**/mapa?region=14&role=Partner")
    _, n_actors, n_pairs, _ = numbers(status(page))
    assert 0 < n_actors < before[1]
    assert n_pairs < before[2]
    page.locator("#map-list header", has_text=re.compile(rf"^\D*{n_actors} ")).wait_for()
    assert page.locator("#map-list tbody tr").count() == min(n_actors, 20)
    page.get_by_role("link", name="Wyczyść filtry").click()
    page.wait_for_url("**/mapa")
    assert numbers(status(page)) == before


def test_filters_that_leave_nobody_say_so(opened):
    page = opened("/mapa?year=2021")
    page.get_by_label("Województwo").select_option("32")
    page.get_by_label("Sektor").select_option("media")
    page.get_by_label("Rodzaj kontaktu").select_option("MENTORS")
    message = page.locator("#map-message")
    message.wait_for()
    assert "W roku 2021 nikt nie pasuje do tych filtrów" in message.inner_text()


def test_keys_walk_from_one_to_the_next_and_choose(opened):
    page = opened("/mapa")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "map-canvas":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Home")
    first = said(page)
    page.keyboard.press("ArrowRight")
    assert said(page) != first
    assert "kontakty" in said(page)
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    name = page.locator("#map-details h2").inner_text()
    assert name in said(page)
    assert first.startswith(name)
    page.wait_for_url("**/mapa?selected=*")
    page.keyboard.press("PageDown")
    assert said(page).split(".")[0] in page.locator("#map-details ul").inner_text()
    page.keyboard.press("+")
    page.wait_for_url("**view=*")
    page.keyboard.press("0")
    page.wait_for_url(re.compile(r"^((?!view=).)*$"))
    page.keyboard.press("Escape")
    assert page.locator("#map-details").is_hidden()
    assert said(page) == "Nic nie jest wybrane."


def test_address_restores_what_was_shown(opened, ids):
    page = opened(f"/mapa?year=2024&role=Organisation&selected={ids.organisation}", language="en")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**view=*")
    again = opened(page.url, language="en")
    assert again.url == page.url
    assert status(again) == status(page)
    assert again.get_by_label("Role").input_value() == "Organisation"
    assert again.locator("#map-year").inner_text() == "2024"
    assert again.locator("#map-details h2").inner_text() == page.locator("#map-details h2").inner_text()
    there, here = point_of(again, ids.organisation), point_of(page, ids.organisation)
    assert there == pytest.approx(here, abs=2)


def test_click_on_a_sign_shows_contacts_with_their_reasons(opened, ids):
    page = opened("/mapa", language="en")
    page.locator("#map-canvas").scroll_into_view_if_needed()
    actor_id = on_map(
        page,
        "map.network.actors.ids[map.shown.degree.reduce((best, n, at) => n > map.shown.degree[best] ? at : best, 0)]",
    )
    page.mouse.click(*point_of(page, actor_id))
    details = page.locator("#map-details")
    details.wait_for()
    assert details.get_by_role("link", name="Open the page").first.get_attribute("href") == f"/organizacje/{actor_id}"
    assert re.search(r"(cooperation|mentoring|pairs of peers), since \d+ \w+ \d{4}", details.inner_text())
    address = details.get_by_role("link", name="Why they fit").first.get_attribute("href")
    assert page.request.get(address).status == 200
    details.get_by_role("button").nth(1).click()
    assert details.locator("h2").inner_text() in said(page)


def test_drawing_with_the_pointer_moves_the_map_and_the_wheel_zooms(opened):
    page = opened("/mapa")
    page.locator("#map-canvas").scroll_into_view_if_needed()
    before = on_map(page, "map.view.camera")
    box = page.locator("#map-canvas").bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 50, steps=4)
    page.mouse.up()
    moved = on_map(page, "map.view.camera")
    assert (moved["x"] - before["x"], moved["y"] - before["y"]) == pytest.approx((80, 50), abs=1)
    page.mouse.wheel(0, -300)
    until(page, lambda: on_map(page, "map.view.transform.k") > 1.1)


def test_names_are_found_while_typing(opened):
    page = opened("/mapa")
    page.locator("#q").press_sequentially("stowarzyszenie lodzi")
    offered = page.locator("#map-found button")
    offered.first.wait_for()
    assert all("stowarzyszenie" in fold(text) and "lodzi" in fold(text) for text in offered.all_inner_texts())
    name = on_map(page, "map.search.places().map(place => map.network.actors.names[place])")[0]
    page.keyboard.press("Enter")
    assert page.locator("#map-details h2").inner_text() == name
    page.locator("#q").fill("xyzzyxyzzy")
    assert "nie ma nikogo" in page.locator("#map-message").inner_text()


def test_years_play_and_can_be_stopped(opened):
    page = opened("/mapa", reduced_motion="reduce")
    page.get_by_role("button", name="Odtwórz kolejne lata").click()
    until(page, lambda: page.locator("#map-year").inner_text() == "2021")
    page.get_by_role("button", name="Zatrzymaj").click()
    assert numbers(said(page))[0] == 2021
    page.locator("#map-years").fill("1")
    assert numbers(status(page))[0] == 2022
    page.wait_for_url("**/mapa?year=2022")


def test_map_is_saved_as_png_and_svg(opened):
    page = opened("/mapa?year=2023")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Zapisz jako PNG").click()
    content = saved.value.path().read_bytes()
    assert saved.value.suggested_filename == "mapa-2023.png"
    assert content.startswith(b"\x89PNG")
    assert len(content) > 5000
    with page.expect_download() as saved:
        page.get_by_role("button", name="Zapisz jako SVG").click()
    root = ET.parse(saved.value.path()).getroot()
    n_actors = numbers(status(page))[1]
    assert len(root.findall("{*}path")) == n_actors + 1
    assert root.findall("{*}text")


def test_colours_follow_the_scheme(opened):
    page = opened("/mapa", color_scheme="light")
    # Read from a copy, since reading a canvas again and again makes the browser complain.
    corner = """(() => { const copy = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        copy.drawImage(document.getElementById('map-canvas'), 0, 0);
        return [...copy.getImageData(2, 2, 1, 1).data].slice(0, 3); })()"""
    assert page.evaluate(corner) == [255, 255, 255]
    page.emulate_media(color_scheme="dark")
    until(page, lambda: page.evaluate(corner) == [24, 33, 28])


def test_without_scripts_there_are_a_picture_and_the_list(opened):
    page = opened("/mapa?year=2023&role=Organisation", ready=False, java_script_enabled=False)
    picture = page.locator(".map-picture img")
    assert "2023" in picture.get_attribute("alt")
    assert picture.evaluate("e => e.naturalWidth") == 1200
    assert page.locator("#map-canvas").is_hidden()
    assert page.locator("#map-list tbody tr").count() == 20
    page.get_by_label("Województwo").select_option("14")
    page.get_by_role("button", name="Pokaż").click()
    assert "region=14" in page.url
    page.get_by_role("link", name=re.compile("^pokaż ")).first.click()
    assert "selected=" in page.url


def test_labels_on_the_canvas_never_cover_each_other(opened):
    page = opened("/mapa")
    for zoom in (1, 2, 5):
        on_map(page, f"map.view.travel({{k: {zoom}, x: {-300 * (zoom - 1)}, y: {-300 * (zoom - 1)}}}, true)")
        on_map(page, "map.view.show(map.shown)")
        boxes = on_map(page, "map.view.front.boxes")
        assert len(boxes) > 3
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                assert beside or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_failing_to_load_says_what_to_do(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.route("**/api/v1/network/map", lambda route: route.fulfill(status=503, body="{}"))
    page.goto("/mapa")
    page.locator("#map-message").wait_for()
    assert "Nie udało się wczytać mapy" in page.locator("#map-message").inner_text()
    context.close()


def module(page, name, expression):
    """What an expression of a module of the map is worth."""
    main = page.locator("script[type=module]").get_attribute("src")
    return page.evaluate(
        f"async address => {{ const m = await import(address); return {expression}; }}", main.replace("main", name)
    )


def test_packed_columns_are_read_as_they_were_written(opened):
    page, values = opened("/mapa"), [0, 5, 64, 4095, 4096, 300_000]
    assert module(page, "decode", f"[...m.unpacked('{packed(values)}', {len(values)})]") == values
    ids = ["men-0001", "men-0002", "org-1", "org-12"]
    assert module(page, "decode", f"m.idsOf({front_coded(ids)})") == ids


def test_names_are_folded_as_the_server_folds_them(opened, shared_ogniwo):
    page = opened("/mapa")
    names = [name for name in shared_ogniwo.snapshot().actors.names if name] + ["ŁÓDŹ  Ærø ﬁ", "Straße"]
    folded = page.evaluate(
        "async ([address, names]) => { const m = await import(address); return names.map(m.fold); }",
        [page.locator("script[type=module]").get_attribute("src").replace("main", "filter"), names],
    )
    assert folded == [fold(name) if name != "Straße" else "straße" for name in names]


def test_line_taken_away_leaves_nothing_and_covers_as_much_as_it_is_long(opened):
    lines = "[[-5,3,70,41],[10,60,10,-9],[3,3,60,3],[50,2,7,63],[20,20,20,20],[-9,-9,-1,-1],[0,63,63,0]]"
    page = opened("/mapa")
    left, sums = module(
        page,
        "raster",
        f"""(() => {{ const covered = new Int32Array(64 * 64); const sums = []; const lines = {lines};
        for (const line of lines) {{ m.addLine(covered, 64, 64, line, 1, 1);
          sums.push(covered.reduce((sum, one) => sum + one, 0) / m.FULL); }}
        for (const line of lines) m.addLine(covered, 64, 64, line, 1, -1);
        return [covered.reduce((sum, one) => sum + Math.abs(one), 0), sums]; }})()""",
    )
    assert left == 0
    # A line covers one pixel for each place it passes in the direction in which it is longer.
    grown = [after - before for before, after in zip([0, *sums], sums, strict=False)]
    assert grown == pytest.approx([64, 61, 58, 61, 1, 0, 62], abs=2)
