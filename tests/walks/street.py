"""The small lane behind a real server: its past is told before the doors open, then its people come in by their cards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser
from sqlmodel import SQLModel, select

from council import clock
from council.config import Config
from council.db import close_database, keeping, open_database, reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.grievances.handling import closing
from council.mediation.cases import acts as cases
from council.migrate import migrate
from council.people import acts as people
from council.people import enrolment
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.record.acting import Clock, acting
from tests.conftest import Lane, plant
from tests.walks.stage import Person, Server, Stage

DAYS = 12
SILENT = "空调外机对着我家窗口吹。"
"""Said and proposed to be closed more than seven days ago; nobody turned a key, so the server's own clock ends it unconfirmed."""

TITLE = "排队与外摆"
THING = r"/grievances/\d+"


class Phone(Person):
    """Somebody's own phone, held by whoever finds their way by what they see."""

    def tab(self, word: str) -> None:
        """One of the four ways at the foot of the page; a page with one task has none, so first to the first page."""
        ways = self.page.get_by_role("navigation", name="主要")
        if not ways.count():
            self.page.get_by_role("banner").get_by_role("link", name="HY 弄议事会").click()
        ways.get_by_role("link", name=word).click()

    def pick(self, group: str, word: str) -> None:
        """Tap one of several."""
        self.page.get_by_role("group", name=group).locator("label").filter(has_text=re.compile(rf"^\s*{word}(?!\d)")).click()

    def files(self, words: str, shop: str, lamp: str) -> str:
        """Somebody says something about a shop; returns where it is."""
        self.tab("诉求")
        self.press("说一件事")
        page = self.arrives("/grievances/new")
        page.get_by_label("出了什么事").fill(words)
        self.pick("对您影响多大", "出不去")
        page.get_by_label("您想要什么").fill("门口留一条路。")
        page.get_by_label("是哪一类").select_option(label="　· 排队和堵路")
        self.pick("在弄堂哪一段", "弄口段")
        page.get_by_text("跟谁有关（可以不选）").click()
        page.get_by_label("哪家店").select_option(label=shop)
        self.pick("灯照到谁，谁看得见", lamp)
        self.look()
        self.press("说出去")
        self.arrives(THING)
        self.sees("说出去了。")
        return page.url.removeprefix(self.stage.url)

    def finds(self, words: str) -> None:
        """Somebody finds it in the list."""
        self.tab("诉求")
        self.page.get_by_role("link", name=words[:12]).click()
        self.arrives(THING)

    def hears(self, words: str, at: str) -> None:
        """It stands among somebody's notices and leads to the thing."""
        self.tab("我的")
        self.press("跟您有关的消息")
        self.arrives("/notices")
        self.page.get_by_role("link", name=words).first.click()
        self.arrives(at)

    def text(self) -> str:
        """What stands on the page, folded parts too."""
        return self.page.locator("body").text_content() or ""


class Street(Stage):
    """The lane, its server, and everybody's phone."""

    def __init__(self, server: Server, browser: Browser, lane: Lane) -> None:
        super().__init__(server, browser)
        self.lane, self.phones = lane, {}  # type: Lane, dict[str, Phone]

    def phone(self, name: str) -> Phone:
        """Somebody's own phone, on which they came in by their card the first time; whoever is not on the roll has not come in."""
        if name not in self.phones:
            self.phones[name] = Phone(self, name)
            self.people.append(self.phones[name])
            if id := self.lane.people.get(name):
                with keeping() as session:
                    card = enrolment.issue(session, self.lane.council_id, [id])[id]
                self.phones[name].enter(card)
        return self.phones[name]

    def shop(self, name: str) -> int:
        """The id of a shop."""
        with reading() as session:
            return next(each.id or 0 for each in people_reads.shops(session, self.lane.council_id) if each.name == name)

    def case(self) -> int:
        """A case among three residents and three shops, as the secretary has opened it."""
        about = []
        for who, shop in (("小李", "冷街冰淇淋"), ("林老师", "梅咖啡"), ("小顾", "孙记生煎")):
            with self.lane.act(who) as act:
                about.append(grievances.file(act, Complaint("周末走不过去。", "", "留条路。", 4, "queue", "party", shops=(self.shop(shop),))).id or 0)
        with self.lane.act("周敏") as act:
            return cases.open_case(act, cases.Opening(TITLE, "parties", tuple(about))).id or 0

    def rows(self) -> str:
        """All that stands in the database, the record's leaves included."""
        with reading() as session:
            rows = [row for table in SQLModel.metadata.tables.values() for row in session.connection().execute(select(table))]
        return "".join(value.decode(errors="replace") if isinstance(value, bytes) else str(value) for row in rows for value in row)

    def record(self) -> str:
        """The leaves as anybody reads them."""
        return str(self.lane.leaves())

    def reads(self, name: str, *paths: str) -> dict[str, tuple[int, str]]:
        """What these addresses answer on somebody's phone: status and every byte that is sent."""
        asks = self.phone(name).context.request
        return {path: (answer.status, answer.text()) for path in paths for answer in [asks.get(self.url + path)]}


@contextmanager
def street(data: Path, browser: Browser) -> Iterator[Street]:
    """An installation as the migrations make it, with the lane and its past in it, served."""
    config = Config(data=data)
    data.mkdir()
    open_database(config)
    migrate()
    lane = told(config)
    server = Server(data)
    try:
        opened = Street(server.open(), browser, lane)
        yield opened
        for person in opened.people:
            person.context.close()
    finally:
        server.close()
        close_database()


def told(config: Config) -> Lane:
    """The lane as it has been for some days: past acts are entered at their own time, as a seed does it; what follows is real time."""
    began = clock.now() - timedelta(days=DAYS)
    with clock.at(began):
        lane = plant(config)
        with acting(Clock(lane.council_id)) as act:
            people.admit(act, [Newcomer("J2", "方老师", "committee", office="deputy")])
    with reading() as session:
        lane.people |= {person.name: person.id or 0 for _entry, person, *_rest in people_reads.roll(session, lane.council_id)}
    with clock.at(began + timedelta(days=1)), lane.act("林老师") as act:
        row = grievances.file(act, Complaint(SILENT, "睡不着。", "挪一挪。", 3, "noise", "lane"))
    with clock.at(began + timedelta(days=2)), lane.act("周敏") as act:
        closing.propose_closing(act, row.id or 0, "solved", "外机装了挡板。")
    return lane
