"""LibreOffice without a window, for tests that open what is written for offices."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def converted(file: bytes, to: str, place: Path) -> bytes:
    """A Word file as `pdf` or `txt`; where LibreOffice is required and missing this fails, elsewhere it skips."""
    if SOFFICE is None:
        if "soffice" in os.environ.get("COUNCIL_REQUIRE", ""):
            pytest.fail("LibreOffice is required here and was not found")
        pytest.skip("no LibreOffice on this machine: apt install libreoffice-writer-nogui")
    source = place / "sheet.docx"
    source.write_bytes(file)
    command = [SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={(place / 'office').as_uri()}",
               "--convert-to", {"txt": "txt:Text (encoded):UTF8"}.get(to, to), "--outdir", str(place), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = source.with_suffix(f".{to}")
    assert done.returncode == 0 and made.exists(), done.stderr
    return made.read_bytes()
