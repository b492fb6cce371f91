"""For `verify --rows`: the texts of minutes that are kept are those whose hash the record has."""

from collections.abc import Iterator

from sqlmodel import Session, select

from council.meetings.minutes.models import MinutesFinal, MinutesPublication
from council.meetings.minutes.plain import digest
from council.record import reads as record


def check_rows(session: Session, council_id: int) -> Iterator[str]:
    """One sentence for each text that is missing, changed, or was never entered."""
    bound = {(each.e["kind"], each.e["topic"]): each for each in record.of_kinds(session, council_id, "minutes.published", "minutes.finalised")}
    published, final = session.exec(select(MinutesPublication)).all(), session.exec(select(MinutesFinal)).all()
    kept = {("minutes.published", f"meeting:{row.meeting_id}"): row for row in published if row.council_id == council_id}
    kept |= {("minutes.finalised", f"meeting:{row.meeting_id}"): row for row in final if row.council_id == council_id}  # type: ignore[misc]
    for (kind, topic), entry in bound.items():
        row = kept.get((kind, topic))
        if row is None or not digest(row.text) == row.sha256 == entry.e["body"]["sha256"]:
            yield f"{topic} 的会议记录和第 {entry.seq} 号不一致 / the minutes of {topic} are not those of entry {entry.seq}"
    for kind, topic in kept.keys() - bound.keys():
        yield f"{topic} 的会议记录没有进公开记录 / the minutes of {topic} ({kind}) were never entered"
