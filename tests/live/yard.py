"""A served yard for the faults tests, as in production: gevent, our web server, our driver.

`python -m tests.live.yard DATA APART PATIENCE [DATABASE REDIS]`
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from flask import Flask, request  # noqa: E402

from council import bells, i18n, live, sockets  # noqa: E402
from council.config import Config  # noqa: E402
from council.db import create_all_for_tests, open_database, writing  # noqa: E402
from council.record.acting import Clock, acting, found_log  # noqa: E402
from council.record.models import LogHead  # noqa: E402


def main(data: str, apart: str, patience: str, database_url: str = "", redis_url: str = "") -> None:
    """Serve one open room `yard:1` with a part as large as asked, until killed; print the port. Several may share a database."""
    open_database(Config(data=Path(data), database_url=database_url, testing=True))
    create_all_for_tests()
    with writing() as session:
        if session.get(LogHead, 1) is None:
            found_log(session, 1, "yard")
    bells.APART, sockets.PATIENCE, sockets.IDLE = float(apart), float(patience), float(patience)
    app = Flask("yard")
    i18n.init(app)
    live.init(app, who=lambda: None, redis_url=redis_url)
    size = {"part": 10}
    live.room("yard", guard=lambda me, id: True, parts={"text": lambda session, id: "字" * size["part"]}, hears={"*": ("text",)})

    @app.post("/say")
    def say() -> str:
        size["part"] = int(request.args["size"])
        with acting(Clock(1)) as act:
            act.enter("speaker.called", "yard:1", {})
        live.tell(act.told)
        return "ok"

    @app.post("/patience")
    def set_patience() -> str:
        sockets.PATIENCE = float(request.args["seconds"])
        return "ok"

    @app.get("/lines")
    def lines() -> str:
        return str(len(live.listeners().lines))

    server = sockets.make_server("127.0.0.1", 0, app)
    server.start()
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
