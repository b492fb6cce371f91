"""`python -m council bench [--json]`: what this machine can do, all in one run; each figure a line of its own."""

import json
import sys
from typing import Any


def main(argv: list[str]) -> int:
    """Measure and print; 3 for words that are not understood."""
    if set(argv) - {"--json"}:
        print("用法：python -m council bench [--json]", file=sys.stderr)
        return 3
    for figure in figures():
        if "--json" in argv:
            print(json.dumps(figure, ensure_ascii=False), flush=True)
        else:
            print(f"{figure['name']:<20} {figure['value']:>12,} {figure['unit']}", flush=True)
    return 0


def figures() -> Any:
    """Every figure as soon as it is known: ballots, news, weight, grievances alike and found, common ground, rivals, a storm."""
    from council.bench.ballots import ballots_bench
    from council.bench.complaints import complaints_bench
    from council.bench.news import news_bench
    from council.bench.rivals import rivals_bench
    from council.bench.storm import storm_bench
    from council.bench.voices import voices_bench
    from council.bench.weight import weight_bench

    for measure in (ballots_bench, news_bench, weight_bench, complaints_bench, voices_bench, rivals_bench, storm_bench):
        yield from measure()
