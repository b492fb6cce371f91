"""The weight of the first visit: the resident's meeting page with its style, its scripts and what they import, gzipped."""

import gzip
import re
import tempfile
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from council.config import Config
from council.db import close_database, keeping, open_database, reading
from council.migrate import migrate
from council.people import enrolment
from council.people import reads as people


def weight_bench() -> list[dict[str, Any]]:
    """`page_weight_kb`: kilobytes (1,000 bytes) that a phone loads to see the running meeting for the first time."""
    with tempfile.TemporaryDirectory() as data:
        config = Config(data=Path(data), testing=True)
        open_database(config)
        try:
            return [{"name": "page_weight_kb", "value": round(_first_visit(config) / 1000, 1), "unit": "kB"}]
        finally:
            close_database()


def _first_visit(config: Config) -> int:
    from council.web import build
    from seeds.village import plant

    migrate()
    council_id = plant()
    app = build(config)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    with reading() as session:
        person = next(person.id or 0 for _entry, person, _home, _door in people.roll(session, council_id) if person.name == "王阿婆")
    with keeping() as session:
        code = enrolment.issue(session, council_id, [person])[person]
    client.post(f"/enter/{code}")
    meeting = client.get("/c/hy/now.json").get_json()["meeting"]
    page = client.get(f"/meetings/{meeting}").text
    return len(gzip.compress(page.encode(), 6)) + sum(_files(client, re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js)[^"]*)"', page)).values())


def _files(client: FlaskClient, addresses: list[str]) -> dict[str, int]:
    """Each file once, with what its modules import; addresses without their version."""
    weighed: dict[str, int] = {}
    left = list(addresses)
    while left:
        address = left.pop().split("?")[0]
        if address in weighed:
            continue
        text = client.get(address).get_data()
        weighed[address] = len(gzip.compress(text, 6))
        left += [f"/static/{name}" for name in re.findall(r'(?:from\s*|import\()"\./([^"]+\.js)"', text.decode())]
    return weighed
