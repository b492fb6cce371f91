"""Where a statement stands, in words: the chip, and the one sentence that explains it with its numbers."""

from council.mediation.statements.ground import LEAST
from council.mediation.statements.results import Line
from council.people.rules import SECTORS, SIDES
from council.words import Sentence, _

CHIPS = {"all": "ok", "objects": "no", "open": "wait", "missing": "plain"}


def chip(line: Line) -> str:
    """The state in a few words."""
    state, parties = line.ground.state, line.ground.parties
    if state == "all":
        return _("两边都同意")
    if state == "open":
        return _("还看不出来")
    if len(parties) > 1:
        return _("两边都反对") if state == "objects" else _("两边答的人都还少")
    side = SECTORS[parties[0]]
    return Sentence(_("{side}反对"), side=side) if state == "objects" else Sentence(_("{side}答的人还少"), side=side)


def why(line: Line) -> str:
    """One sentence: which side it hangs on, and how sure that is."""
    state, parties = line.ground.state, line.ground.parties
    if state == "missing" and len(parties) > 1 and all(line.voices[party].roster >= LEAST for party in parties):
        wanted = {party: line.voices[party].need - line.voices[party].answered for party in SIDES}
        return Sentence(_("居民还要 {home} 个人答，商户还要 {shop} 个人答，才好说。"), home=wanted["resident"], shop=wanted["merchant"])
    if state == "missing":
        return missing(line, parties[0])
    if state == "objects":
        against = max(1 - line.voices[party].support for party in parties)
        return Sentence(_("{side}多半反对，有 {n}% 的把握。"), side=SECTORS[parties[0]], n=int(100 * against))
    least = min(line.voices, key=lambda side: line.voices[side].support)
    if state == "all":
        return Sentence(_("两边都过半同意；把握最小的是{side}，也有 {n}%。"), side=SECTORS[least], n=int(100 * line.voices[least].support))
    return Sentence(_("看最不服气的那一边：{side}过半同意的把握是 {n}%，到 90% 才算数。"), side=SECTORS[least], n=int(100 * line.voices[least].support))


def missing(line: Line, side: str) -> str:
    """Which voices are missing, and how many."""
    each = line.voices[side]
    if each.roster < LEAST:
        return Sentence(_("{side}这边只有 {n} 个人，不记名也看得出是谁，要当面听。"), side=SECTORS[side], n=each.roster)
    return Sentence(_("{side}还要 {n} 个人答，才好说；名册上有 {all} 个人。"), side=SECTORS[side], n=each.need - each.answered, all=each.roster)
