"""Pages packed small: the same words arrive, packed or not; static files have one address a version."""

import gzip
import re

from tests.conftest import Lane


def test_a_page_is_the_same_packed_and_unpacked(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client()
    plain = client.get("/c/hy/grievances")
    small = client.get("/c/hy/grievances", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in small.headers["Vary"]
    words = re.compile(r'name="(csrf_token|once)" value="[^"]*"')
    assert words.sub("", gzip.decompress(small.data).decode()) == words.sub("", plain.text)
    assert len(small.data) < len(plain.data) / 2


def test_a_static_file_is_kept_for_a_year_under_the_address_of_its_version(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client()
    address = re.search(r'href="(/static/council.css\?v=[0-9a-f]{10})"', client.get("/c/hy/").text)
    assert address
    sheet = client.get(address[1], headers={"Accept-Encoding": "gzip"})
    assert "immutable" in sheet.headers["Cache-Control"] and gzip.decompress(sheet.data) == client.get(address[1]).data
    assert "immutable" not in client.get("/static/council.css").headers["Cache-Control"]


def test_a_script_imports_others_under_the_address_of_their_version(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client()
    address = re.search(r'src="(/static/act.js\?v=([0-9a-f]{10}))"', client.get("/c/hy/").text)
    assert address
    script = client.get(address[1]).text
    assert len(re.findall(rf'"\./[\w/]+\.js\?v={address[2]}"', script)) >= 10 and not re.search(r'"\./[\w./]+\.js"', script)
    assert gzip.decompress(client.get(address[1], headers={"Accept-Encoding": "gzip"}).data).decode() == script
    assert f'import("./vendor/socket.io.esm.min.js?v={address[2]}")' in client.get(address[1].replace("act", "live")).text
    assert "?v=" not in client.get("/static/act.js").text


def test_a_short_answer_and_a_picture_are_left_as_they_are(lane_sqlite: Lane) -> None:
    assert "Content-Encoding" not in lane_sqlite.client().get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
