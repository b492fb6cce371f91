"""Meetings as an iCalendar file (RFC 5545), written exactly: folded by octets, escaped, on Shanghai's clock, one UID for ever."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FOLD = 75
"""Octets that a line may have without its end (RFC 5545, 3.1)."""

SHANGHAI = ("BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800",
            "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE")
"""The zone as it has been since its last summer time, which ended in 1991."""


@dataclass(frozen=True)
class Event:
    """One meeting. starts, ends, stamp: moments with their zone; sequence: how often it was changed; alarms: minutes before, with the words."""

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False
    alarms: tuple[int, ...] = ()


def calendar(events: Iterable[Event], name: str = "") -> bytes:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lane Council//Meetings//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines += [f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    lines += SHANGHAI
    for event in events:
        lines += _event(event)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends as the format wants them (RFC 5545, 3.3.11); other control signs go."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(sign for sign in told if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """The line broken after at most 75 octets, never within a character; each further piece begins with a space."""
    pieces, room, piece = list[str](), FOLD, ""
    for sign in line:
        if len((piece + sign).encode()) > room:
            pieces.append(piece)
            piece, room = "", FOLD - 1
        piece += sign
    return "\r\n ".join([*pieces, piece])


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Asia/Shanghai:{_local(event.starts)}"
    yield f"DTEND;TZID=Asia/Shanghai:{_local(event.ends)}"
    yield f"SUMMARY:{escaped(event.title)}"
    for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.text)):
        if text:
            yield f"{name}:{escaped(text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    for minutes in () if event.cancelled else event.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}", f"TRIGGER:-PT{minutes}M", "END:VALARM")
    yield "END:VEVENT"


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Asia/Shanghai')):%Y%m%dT%H%M%S}"
