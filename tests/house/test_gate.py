"""ruff, mypy and the import contracts, as `python -m council check` runs them, so that nothing lands past them."""

import subprocess
import sys
from pathlib import Path

import pytest

from council.check import HOME, main, steps

pytestmark = pytest.mark.gate


@pytest.mark.parametrize("step", [step for step in steps(quick=False) if step[0] != "tests"], ids=lambda step: step[0])
def test_the_gate_is_open(step: tuple[str, list[str]]) -> None:
    name, command = step
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run([str(program), *command[1:]], cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{name}\n{done.stdout[-6000:]}{done.stderr[-2000:]}"


def test_a_wrong_word_to_check_is_usage() -> None:
    assert main(["--fast"]) == 3
