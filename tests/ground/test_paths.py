"""Ways back stay in this house; printed addresses lead a phone here."""

from dataclasses import replace

import pytest

from council.paths import own_path, whole
from tests.conftest import Lane


@pytest.mark.parametrize("path, kept", [
    ("/c/hy/", "/c/hy/"), ("/me?x=1", "/me?x=1"), ("", ""), ("//evil.example", ""), ("https://evil.example", ""), ("/\\evil", ""), ("/a\nb", ""), ("me", "")])
def test_only_a_path_of_ours_is_a_way_back(path: str, kept: str) -> None:
    assert own_path(path) == kept


@pytest.mark.parametrize("told, lan, came_by, printed", [
    ("https://lane.example", "http://192.0.2.7:8000", "127.0.0.1:8000", "https://lane.example/x"),
    ("", "http://192.0.2.7:8000", "127.0.0.1:8000", "http://192.0.2.7:8000/x"),
    ("", "http://192.0.2.7:8000", "localhost:8000", "http://192.0.2.7:8000/x"),
    ("", "http://192.0.2.7:8000", "lane.local:8000", "http://lane.local:8000/x"),
    ("", "", "127.0.0.1:8000", "http://127.0.0.1:8000/x")])
def test_what_is_printed_at_the_machine_itself_leads_a_phone_here(lane_sqlite: Lane, told: str, lan: str, came_by: str, printed: str) -> None:
    lane_sqlite.client()
    app = lane_sqlite.app
    assert app is not None
    app.config.update(COUNCIL=replace(lane_sqlite.config, address=told), LAN_ADDRESS=lan)
    with app.test_request_context("/", base_url=f"http://{came_by}"):
        assert whole("/x") == printed
