"""QR codes say what they should to phones and to screen readers, and bring no style of their own."""

import xml.etree.ElementTree as Tree

import segno

from council import qr

LINK = "https://lane.example/enter/K7M2Q4RD"


def drawn(picture: str) -> list[list[bool]]:
    n = int(Tree.fromstring(picture).attrib["viewBox"].split()[2])
    dark = [[False] * n for _ in range(n)]
    for step in Tree.fromstring(picture)[2].attrib["d"].split("M")[1:]:
        x, y = step.split("h")[0].split()
        for i in range(int(step.split("h")[1].split("v")[0])):
            dark[int(y)][int(x) + i] = True
    return dark


def test_the_picture_has_every_module_in_its_place():
    wanted = segno.make(LINK, error="q", micro=False, boost_error=False)
    assert drawn(qr.svg(LINK, "请柬二维码")) == [[bool(cell) for cell in row] for row in wanted.matrix_iter(border=qr.QUIET)]


def test_the_picture_is_named_for_those_who_hear_it_and_carries_no_style():
    picture = qr.svg(LINK, 'A & B <"x">')
    assert Tree.fromstring(picture).attrib["aria-label"] == 'A & B <"x">' and Tree.fromstring(picture)[0].text == 'A & B <"x">'
    assert "style" not in picture and "<script" not in picture and len(picture) < 6000


def test_a_terminal_shows_the_code_as_text():
    shown = qr.terminal("http://192.0.2.7:8000/")
    assert len(shown.splitlines()) > 10 and len(shown.splitlines()) < 25
