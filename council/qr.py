"""QR codes: for paper and screen as a picture drawn in the page, for the terminal as text."""

import io

import segno
from markupsafe import Markup

QUIET = 2
"""Modules of white around a code on our white ground; scanners ask for little more than one when the ground is white."""


def svg(content: str, title: str, error: str = "q") -> Markup:
    """The code as inline SVG that says `title` to a screen reader; the stylesheet gives it its size.

    error: "l", "m", "q" or "h", how much of the code may be dirty or torn (7, 15, 25, 30 %).
    """
    code = segno.make(content, error=error, micro=False, boost_error=False)
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    return Markup('<svg viewBox="0 0 {n} {n}" role="img" aria-label="{title}" shape-rendering="crispEdges"><title>{title}</title>'
                  '<path fill="#fff" d="M0 0h{n}v{n}H0z"/><path fill="#000" d="{path}"/></svg>').format(n=len(rows), title=title, path=_path(rows))


def terminal(content: str) -> str:
    """The code as text for a terminal, two rows of modules in one line."""
    out = io.StringIO()
    segno.make(content, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()


def _path(rows: list[bytes]) -> str:
    """Runs of dark modules as one path: a few kilobytes at most."""
    return "".join(f"M{x} {y}h{run}v1h-{run}z" for y, row in enumerate(rows) for x, run in _runs(row))


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
