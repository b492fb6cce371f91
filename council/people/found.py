"""`python -m council found`: a one-time link that founds one more council in this installation."""

import sys

from council.config import from_env
from council.db import open_database
from council.people.doorway import place, served_at, start_token


def main(argv: list[str]) -> int:
    """Print the link; the same one until it is used."""
    if argv:
        print("用法：python -m council found", file=sys.stderr)
        return 3
    config = from_env()
    open_database(config)
    waiting = place(config).exists()
    print(f"{served_at(config)}/start/{start_token(config)}")
    print("这个链接还没有人用过。" if waiting else "打开它，建一个议事会；只能用一次。", file=sys.stderr)
    return 0
