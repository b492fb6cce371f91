"""`python -m council WORD …`: the tools for developers and operators; each lives in its own module."""

import sys
from importlib import import_module
from typing import Any

WORDS = {
    "check": ("council.check", "ruff, mypy, import contracts and tests; --quick: under two minutes"),
    "seed": ("seeds.village", "tell the story of the demo lane into an empty data folder"),
    "crowd": ("council.crowd", "N rehearsal people at the running meeting of a demo installation"),
    "verify": ("council.record.verify", "re-hash a public record: DIR, URL or archive"),
    "archive": ("council.record.archive", "take a whole council home: COUNCIL OUT.zip"),
    "found": ("council.people.found", "a one-time link that founds one more council here"),
    "card": ("council.people.card", "a fresh sign-in link from the machine itself: COUNCIL NAME"),
    "tick": ("council.tick", "do what is due now"),
    "bench": ("council.bench", "measure this machine"),
    "rotate-key": ("council.record.rotation", "sign the record with a new key from now on"),
}

def main(argv: list[str]) -> int:
    """Hand the rest of the line to the tool named first; 3 for a word that is none."""
    if argv and argv[0] in WORDS:
        from council.logs import quiet

        quiet()
        known = {"checks": row_checks()} if argv[0] == "verify" else {}
        return import_module(WORDS[argv[0]][0]).main(argv[1:], **known) or 0
    asked = not argv or argv[0] in ("-h", "--help", "help")
    print("python -m council WORD …\n\n" + "\n".join(f"  {word:<11} {does}" for word, (_, does) in WORDS.items()),
          file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 3


def row_checks() -> list[Any]:
    """What each floor knows about its own rows and the record: `verify --rows` asks them all."""
    from council.floors import rooms

    return [agreement.check_rows for agreement in rooms("agreement")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
