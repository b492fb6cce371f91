"""The door: a card or a code, "are you …?", and in. Opening a link uses nothing up; only the form does."""

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlmodel import Session

from council import i18n
from council.db import keeping, reading
from council.forms import Form, read_form, respond
from council.limits import DOOR, limit
from council.paths import own_path
from council.people import codes, enrolment, passwords, reads
from council.people.models import Card
from council.people.rules import LOCKED
from council.people.session import enter_council
from council.people.session import sign_in as hand_over
from council.refusal import Refusal, refuse

bp = Blueprint("people", __name__)


class CodeForm(Form):
    """The eight characters of a card, as typed."""

    code: str = ""
    next: str = ""
    says = {"code": "请写卡上的八个字，像 ABCD-EFGH。"}


class EnterForm(Form):
    """What the enrolment page sends: type size, and an official's password."""

    size: str = "1"
    password: str = ""
    next: str = ""


@bp.get("/sign-in")
def sign_in() -> str:
    """Where to type the code."""
    return render_template("people/sign_in.html", next=own_path(request.args.get("next", "")))


@bp.post("/sign-in")
def sign_in_with_code() -> Response:
    """A typed code leads to the same page as the card's link."""
    form = read_form(CodeForm)
    with reading() as session:
        refuse(enrolment.why_not_use(_card(session, form.code)))
    return respond({"to": url_for("people.enter", code=codes.normalise(form.code), next=own_path(form.next) or None), "said": ""})


@bp.get("/enter/<code>")
def enter(code: str) -> tuple[str, int] | str:
    """The card's page: who it is for, and one form. Link previews may open it as often as they like."""
    with reading() as session:
        card = _card(session, code)
        if why := enrolment.why_not_use(card):
            return render_template("people/card_no.html", why=i18n.say(why)), 404
        who = reads.me(session, card.person_id) if card else None
        if who is None:
            return render_template("people/card_no.html", why=i18n.say("这张卡的主人已经不在名册上了。请问书记。")), 404
        enter_council(reads.council_by_id(session, who.council_id))
        locked = bool(who.offices & LOCKED) and passwords.has_one(session, who.id)
    return render_template("people/enter.html", who=who, code=code, locked=locked, next=own_path(request.args.get("next", "")))


@bp.post("/enter/<code>")
def come_in(code: str) -> Response:
    """Use the card and sign this browser in; officials with a password must give it."""
    form = read_form(EnterForm)
    person_id, proved = _use_card(code, form.password)
    with reading() as session:
        who = reads.me(session, person_id)
    home = url_for("story.council_home", slug=who.slug) if who else "/"
    response = respond({"to": own_path(form.next) or home, "said": "您已经进来了。这台手机下次不用再扫卡。"})
    response.set_cookie("size", form.size if form.size in ("1", "2", "3") else "1", max_age=400 * 86400, samesite="Lax")
    return hand_over(response, person_id, request.user_agent.string, current_app.config["COUNCIL"].secure_cookies, proved)


def _card(session: Session, code: str) -> Card | None:
    """The card of this code. Only codes that no card has are counted: guessing is slowed, nobody with a card is kept out."""
    found = enrolment.card_of(session, code)
    if found is None:
        limit(DOOR, "guess")
    return found


def _use_card(code: str, password: str) -> tuple[int, bool]:
    with reading() as session:
        card = _card(session, code)
        refuse(enrolment.why_not_use(card))
        assert card is not None
        who = reads.me(session, card.person_id)
        locked = bool(who and who.offices & LOCKED)
        needs = locked and passwords.has_one(session, card.person_id)
    if needs:
        passwords.check(card.person_id, password)
    return _spend(card), locked


def _spend(card: Card) -> int:
    with keeping() as session:
        if enrolment.use(session, card.id or 0) is None:
            raise Refusal("这张卡刚刚被用掉了。如果不是您，请马上告诉书记。")
    return card.person_id


from council.people import laneplan, mine, rollbook, start  # noqa: E402, F401  (further pages of the same blueprint)
