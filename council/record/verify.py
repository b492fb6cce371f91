"""`python -m council verify DIR|URL|ZIP`: say in one sentence whether a public record is sound; exit code 0, 1, 2 or 3."""

import argparse
import sys
import time
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from council.config import from_env
from council.record import rows
from council.record.audit import Report, Watch, Wish, check_log
from council.record.chains import Contradiction
from council.record.sources import Incomplete, source

SOUND, CONTRADICTION, INCOMPLETE, USAGE = range(4)
KINDS = Path(__file__).resolve().parents[2] / "templates" / "record" / "kinds"
MANY = 5000


def main(argv: Sequence[str], checks: Sequence[rows.RowCheck] = ()) -> int:
    """0 sound, 1 contradiction, 2 incomplete, 3 usage. `checks`: what higher floors know about their own rows."""
    try:
        asked = _options().parse_args(argv)
        wish = Wish(known_kinds(), _text_or_file(asked.key), _bytes(asked.since), _progress())
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    try:
        if asked.rows:
            for slug, report in rows.check_installation(from_env(data=Path(asked.where)), wish, checks):
                tell(report, f"{slug}：")
        else:
            tell(check_log(source(asked.where), wish))
    except Contradiction as found:
        return _say(f"有矛盾：{_entry(found, '第 {} 号记录：')}{found.chinese}",
                    f"Contradiction: {_entry(found, 'entry {}: ')}{found.english}", CONTRADICTION)
    except Incomplete as found:
        return _say(f"没能全部核对：{found.chinese}。不等于有假。", f"Incomplete: {found.english}", INCOMPLETE)
    return SOUND


def known_kinds() -> frozenset[str]:
    """Every kind of entry that this installation has a sentence for."""
    return frozenset(page.stem for page in KINDS.glob("*.html"))


def tell(report: Report, about: str = "") -> None:
    """The good news, with its size and root, and what was not checked."""
    told, root = report.checkpoint, b64encode(report.checkpoint.root).decode()
    _say(f"{about}核对无误：{told.size:,} 条记录，根 {root}", f"{about}Sound: {told.size:,} entries, root {root}", SOUND)
    if report.votes + report.open_votes:
        _say(f"重新数过 {report.votes} 次表决，票数都对（还有 {report.open_votes} 次在投）",
             f"{report.votes} votes recounted, all tallies hold ({report.open_votes} still open)", SOUND)
    if report.since:
        _say(f"和您留底的前 {report.since.size:,} 条是同一本", f"The first {report.since.size:,} entries are those of your checkpoint", SOUND)
    if report.own_key:
        _say("公钥是从被核对的一方拿的：请和墙上或纸上印的比一比，再用 --key 核对一次",
             "The key came from the record itself: compare it with the printed one and check again with --key", SOUND)


def _say(chinese: str, english: str, code: int) -> int:
    print(chinese, english, sep="\n", file=sys.stdout if code == SOUND else sys.stderr)
    return code


def _entry(found: Contradiction, words: str) -> str:
    return "" if found.entry is None else words.format(f"{found.entry:,}")


def _progress() -> Watch:
    tty, began = sys.stderr.isatty(), time.monotonic()
    told = [0.0]

    def watch(done: int, size: int) -> None:
        now = time.monotonic()
        if (tty or size > MANY) and (done == size or now - told[0] > (0.2 if tty else 2)):
            told[0] = now
            print(f"{chr(13) if tty else ''}核对中 {done:,} / {size:,} · {now - began:.0f} s", end="" if tty and done < size else "\n",
                  file=sys.stderr, flush=True)

    return watch


def _options() -> "_Options":
    options = _Options(prog="python -m council verify", description="核对公开记录 / check a public record")
    options.add_argument("where", metavar="DIR|URL|ZIP", help="记录的文件夹、网址或 archive 的 zip / folder, address or archive of the record")
    options.add_argument("--key", help="公钥或它的文件，最好来自墙上或纸上 / verifier key or its file, best from paper")
    options.add_argument("--since", metavar="OLD_CHECKPOINT", help="从前留底的检查点文件 / a checkpoint file that you kept")
    options.add_argument("--rows", action="store_true", help="DIR 是本机的数据文件夹：连数据库一起核对 / DIR is the data folder: check the database too")
    return options


class _Options(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"看不懂这条命令：{message}\nCannot read this command: {message}\n{self.format_usage()}")


def _text_or_file(key: str | None) -> str | None:
    if key is None or ("+" in key and not Path(key).exists()):
        return key
    return (_bytes(key) or b"").decode("utf-8", "replace")


def _bytes(name: str | None) -> bytes | None:
    try:
        return None if name is None else Path(name).read_bytes()
    except OSError as fault:
        print(f"打不开 {name}\ncannot open {name}: {fault.strerror}", file=sys.stderr)
        raise SystemExit(USAGE) from fault
