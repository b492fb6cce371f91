"""What axe says about a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page: Page) -> list[str]:
    """What axe finds, as one line each. The tester evaluates in the page's world without touching its policy."""
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run({runOnly: tags}).then(r => r.violations)", RULES)
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['target']} {v['nodes'][0]['failureSummary']}" for v in found]
