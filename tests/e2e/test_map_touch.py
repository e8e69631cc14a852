"""The map under fingers: two of them zoom it, one moves it and chooses, and the page stays where it is."""

import pytest

from tests.e2e.test_map import on_map, opened

__all__ = ["opened"]
pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture
def touched(opened):
    """The map on a phone, in sight, and what a touch at some points of it does."""
    page = opened("/mapa", **PHONE)
    page.locator("#map-canvas").evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        places = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": places})

    return page, touch


def test_two_fingers_zoom_the_map_and_one_moves_it_while_the_page_stays(touched):
    page, touch = touched
    box, scrolled = page.locator("#map-canvas").bounding_box(), page.evaluate("scrollY")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("Start", (x - 30, y), (x + 30, y))
    for reach in (50, 70, 90):
        touch("Move", (x - reach, y), (x + reach, y))
    touch("End")
    assert on_map(page, "map.view.transform.k") == pytest.approx(3, rel=0.05)
    before = on_map(page, "[map.view.transform.x, map.view.transform.y]")
    touch("Start", (x, y))
    for way in (20, 40, 60):
        touch("Move", (x + way, y + way))
    touch("End")
    after = on_map(page, "[map.view.transform.x, map.view.transform.y]")
    assert [now - then for now, then in zip(after, before, strict=True)] == pytest.approx([60, 60], abs=15)
    assert page.evaluate("[scrollY, visualViewport.scale]") == [scrolled, 1]


def test_tap_on_a_sign_chooses_who_it_is(touched):
    page, _ = touched
    box = page.locator("#map-canvas").bounding_box()
    most = on_map(page, "map.shown.degree.indexOf(Math.max(...map.shown.degree))")
    point = on_map(page, f"map.view.pointOf({most})")
    page.touchscreen.tap(box["x"] + point["x"], box["y"] + point["y"])
    page.locator("#map-details h2").wait_for()
    assert on_map(page, "map.state.selected") == on_map(page, f"map.network.actors.ids[{most}]")


def test_no_label_lies_under_the_buttons_while_the_whole_is_seen(touched):
    page, _ = touched
    boxes, scene = (
        on_map(page, "map.view.front.boxes"),
        on_map(page, "({...map.view.front.margin, ratio: map.view.front.ratio})"),
    )
    canvas, tools = (page.locator(name).bounding_box() for name in ("#map-canvas", ".map-tools"))
    left, bottom = tools["x"] - canvas["x"], tools["y"] + tools["height"] - canvas["y"]
    for one in boxes:
        right, top = (one["x"] + one["width"]) / scene["ratio"] - scene["x"], one["y"] / scene["ratio"] - scene["y"]
        assert right <= left or top >= bottom
