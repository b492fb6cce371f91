"""A pytest plugin for the final proof: a skipped test fails the run (loaded when COUNCIL_REQUIRE is set)."""

from typing import Any

import pytest


def _skipped(config: pytest.Config) -> list[Any]:
    reporter = config.pluginmanager.getplugin("terminalreporter")
    return list(reporter.stats.get("skipped", [])) if reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a green run with skips into a red one; workers of xdist report to the first process, which decides."""
    if not hasattr(session.config, "workerinput") and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say so before the last line."""
    if skipped := _skipped(config):
        terminalreporter.write_line(f"{len(skipped)} skipped, but COUNCIL_REQUIRE allows none", red=True)
