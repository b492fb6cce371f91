"""What becomes of the complaints: steps, triage, a handing over, two keys turned, seven days of silence, a proposal that waits."""

from datetime import timedelta

from council import clock
from council.grievances import acts as grievances
from council.grievances.handling import acts as handling
from council.grievances.handling import closing, keys
from council.grievances.handling.triage import Answers
from council.record.acting import Clock, acting
from seeds import texts
from seeds.teller import Teller

SECRETARY = "周敏"


def what_became(t: Teller, filed: dict[str, int]) -> None:
    """The first steps of the desk: seen, which way it goes, and what it decides alone."""
    for who, steps in texts.MOVES.items():
        for state, note in steps:
            with t.act(SECRETARY, after=300) as act:
                handling.move(act, filed[who], state, note)
    for who, (answers, chosen, reason) in texts.TRIAGE.items():
        with t.act(SECRETARY, after=120) as act:
            handling.judge(act, filed[who], Answers(*answers), chosen, reason)
    with t.act(SECRETARY, after=300) as act:
        day = clock.local(t.moment).date()
        handling.hand_over(act, filed["居60"], handling.Receipt("市政路灯班", day, "LD-3310", "12345", "路灯归市政，已经报修。"))


def proposals(t: Teller) -> None:
    """After the first meeting the desk proposes to close two: one author says yes, the other does not look."""
    for who, words in (("居27", "写进了临时约定，现在每晚一次。"), ("居52", "消防栓前面画了黄线。")):
        with t.act(SECRETARY, after=400) as act:
            closing.propose_closing(act, _number(who), "solved", words)
    with t.act("居27", after=4000) as act:
        closing.confirm(act, _number("居27"))


def silence(t: Teller) -> None:
    """The clock ends what nobody has confirmed for seven days."""
    t.moment += timedelta(seconds=20)
    with clock.at(t.moment), acting(Clock(t.council_id)) as act:
        for row in keys.overdue(act.session, t.moment):
            closing.lapse(act, row.id or 0)


def lately(t: Teller) -> None:
    """The last days: a loud weekend in the middle of the lane, a proposal that waits for its author."""
    for day, (who, category, impact, happened, ask) in zip((3.5, 3.2, 3), texts.LOUD, strict=True):
        t.go(days=day)
        with t.act(who) as act:
            grievances.file(act, grievances.Complaint(happened, "", ask, impact, category, "lane", t.places["中一段"]))
    with t.act(SECRETARY, after=900) as act:
        closing.propose_closing(act, _number("居19"), "agreed_limit", "送货的都答应七点半以前进来，雨天放宽到八点。")


def _number(who: str) -> int:
    return 1 + [author for author, *_rest in texts.GRIEVANCES].index(who)
