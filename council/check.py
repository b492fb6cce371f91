"""The developer's gate, `python -m council check [--quick]`: every step is run, then one summary."""

import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
QUICK = "not slow and not browser and not gate and not pg"
LONGER = ("faults", "hostile", "start", "walks")
"""Folders of tests that the quick check leaves to the whole one."""
USAGE = 3


def steps(quick: bool) -> list[tuple[str, list[str]]]:
    """What is run, in order: a name and the command's words after this Python's own folder of programs."""
    chosen = ["-m", QUICK, *(f"--ignore=tests/{folder}" for folder in LONGER)] if quick else ["-m", "not gate"]
    return [
        ("ruff", ["ruff", "check", "."]),
        ("mypy", ["mypy"]),
        ("imports", ["lint-imports", "--no-logo"]),
        ("tests", ["pytest", "-q", "-n", "2", *chosen]),
    ]


def main(argv: list[str]) -> int:
    """Run all steps; 0 when each is clean, 1 when one is not, 3 for a wrong word."""
    if argv not in ([], ["--quick"]):
        print("python -m council check [--quick]", file=sys.stderr)
        return USAGE
    results = [(name, *timed(name, command)) for name, command in steps(bool(argv))]
    print()
    for name, code, seconds in results:
        print(f"{'✓' if code == 0 else '✗'} {name:<8} {seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def timed(name: str, command: list[str]) -> tuple[int, float]:
    """Run one step from the project's folder; its exit code and its seconds."""
    print(f"── {name}", flush=True)
    began = time.monotonic()
    program = Path(sys.executable).parent / command[0]
    code = subprocess.run([str(program), *command[1:]], cwd=HOME, check=False).returncode
    return code, time.monotonic() - began
