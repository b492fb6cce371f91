"""The phone works out a photo's outline as the house does, and asks with it before anything is sent; without it, it asks with the words."""

import base64
import io
import re

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Request

from council import darkroom
from council.grievances.likeness import rules
from tests.walks.handset import NEW, House

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def scene(kind: str) -> bytes:
    """A picture with light and dark in it, of a phone's size."""
    picture = {"slope": Image.linear_gradient("L").rotate(30, expand=True), "ring": Image.radial_gradient("L"),
               "boxes": Image.new("L", (400, 300), 90)}[kind].convert("RGB").resize((1024, 768))
    pen = ImageDraw.Draw(picture)
    for n in range(6):
        pen.rectangle((150 * n, 90 * n, 150 * n + 110, 90 * n + 200), fill=(40 * n, 255 - 35 * n, 90 + 20 * n))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["slope", "ring", "boxes"])
def test_phone_and_house_see_one_outline(house: House, kind: str) -> None:
    her = house.handset()
    her.go(NEW)
    source = her.page.locator("script[src*='alike.js']").get_attribute("src")
    assert source
    got = her.page.evaluate("""async ([source, coded]) => {
        const { outlines } = await import(source.replace("alike.js", "outline.js"));
        const bytes = Uint8Array.from(atob(coded), (sign) => sign.charCodeAt(0));
        return outlines([new File([bytes], "x.jpg", { type: "image/jpeg" }), new File([new Uint8Array(9)], "broken.jpg", { type: "image/jpeg" })]);
    }""", [source, base64.b64encode(scene(kind)).decode()])
    mine, theirs = int(got[0], 16), int(darkroom.develop(scene(kind))[3], 16)
    assert len(got) == 1 and re.fullmatch("[0-9a-f]{16}", got[0]), "a broken picture has none, and breaks nothing"
    assert (mine ^ theirs).bit_count() <= rules.MEASURE.hamming // 2, f"{mine:064b}\n{theirs:064b}"


def asked(house: House, before: str = "") -> str:
    """What the page asks with when a photo has been taken and a line written."""
    her = house.handset()
    if before:
        her.context.add_init_script(before)
    her.go(NEW)
    with her.page.expect_request(lambda each: each.url.endswith("/grievances/alike") and photo_is_there(each)) as waiting:
        her.page.locator("input[type=file]").set_input_files([{"name": "x.jpg", "mimeType": "image/jpeg", "buffer": scene("boxes")}])
        her.page.get_by_alt_text("第 1 张照片").wait_for()
        her.page.locator("[name=happened]").fill("周末下午门口排队，走不过去。")
        her.page.locator("input[name=segment_id]").first.check(force=True)
    return waiting.value.post_data or ""


def photo_is_there(each: Request) -> bool:
    """Asked after the last line was written."""
    return "segment_id=" in (each.post_data or "")


def test_it_asks_with_the_outline_and_not_with_the_picture(house: House) -> None:
    sent = asked(house)
    outline = re.search("outlines=([0-9a-f]{16})", sent)
    assert outline and "photo" not in sent
    theirs = int(darkroom.develop(scene("boxes"))[3], 16)
    assert (int(outline[1], 16) ^ theirs).bit_count() <= rules.MEASURE.hamming


def test_a_browser_that_cannot_asks_with_the_words_alone(house: House) -> None:
    sent = asked(house, "CanvasRenderingContext2D.prototype.getImageData = () => { throw new DOMException('no', 'SecurityError'); }")
    assert "outlines=" not in sent and "happened=" in sent
