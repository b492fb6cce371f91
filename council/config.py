"""All settings in one typed place; each is read from an option or from the environment, never from anywhere else."""

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """What an installation is told from outside.

    data: folder for the database, the keys and the exports. database_url / redis_url: empty for SQLite and one process.
    origin: prefix of the log's name in every checkpoint; it must never change once a council has published.
    smtp_*, mail_from: without them, or without an address for the links, no mail is sent.
    """

    data: Path = Path("data")
    host: str = "0.0.0.0"
    port: int = 8000
    database_url: str = ""
    redis_url: str = ""
    demo: bool = True
    origin: str = "council.local"
    address: str = ""
    secure_cookies: bool = False
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    testing: bool = False
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'council.db'}"

    @property
    def can_mail(self) -> bool:
        """True when mail can be sent, with a link in it that leads here."""
        return bool(self.smtp_host and self.mail_from and self.address)


def from_env(**given: object) -> Config:
    """Settings from COUNCIL_* variables; a value given here wins over the environment."""
    read: dict[str, object] = {}
    for name in ("host", "database_url", "redis_url", "origin", "address"):
        if value := os.environ.get(f"COUNCIL_{name.upper()}"):
            read[name] = value
    mail = {"smtp_host": "COUNCIL_SMTP_HOST", "smtp_user": "COUNCIL_SMTP_USER", "smtp_password": "COUNCIL_SMTP_PASSWORD", "mail_from": "COUNCIL_MAIL_FROM"}
    read.update({name: value for name, variable in mail.items() if (value := os.environ.get(variable))})
    for name, variable in {"port": "COUNCIL_PORT", "smtp_port": "COUNCIL_SMTP_PORT"}.items():
        if value := os.environ.get(variable):
            read[name] = int(value)
    if value := os.environ.get("COUNCIL_DATA"):
        read["data"] = Path(value)
    read["demo"] = os.environ.get("COUNCIL_DEMO", "1") not in ("0", "no", "false")
    read["secure_cookies"] = os.environ.get("COUNCIL_SECURE", "") in ("1", "yes", "true")
    read.update({name: value for name, value in given.items() if value is not None})
    return Config(**read)  # type: ignore[arg-type]
