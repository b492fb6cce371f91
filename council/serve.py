"""Serve one installation: migrate, seed the demo village, listen, and say where to go."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402

from flask import Flask  # noqa: E402

from council import tick  # noqa: E402
from council.config import Config, from_env  # noqa: E402
from council.db import reading  # noqa: E402
from council.logs import quiet  # noqa: E402
from council.migrate import migrate  # noqa: E402
from council.people import reads as people_reads  # noqa: E402
from council.qr import terminal  # noqa: E402
from council.sockets import make_server  # noqa: E402
from council.web import build  # noqa: E402
from seeds import once  # noqa: E402


def main(config: Config | None = None) -> int:
    """Run until told to stop; returns the exit code."""
    config = config or from_env()
    quiet()
    once.forget_half(config)
    app = build(config, green=True)
    migrate()
    with reading() as session:
        empty = not people_reads.councils(session)
    address = config.address or f"http://{lan_address() if config.host == '0.0.0.0' else config.host}:{config.port}"
    app.config["LAN_ADDRESS"] = address
    if empty and config.demo:
        print("正在搭起示范弄堂… / seeding the demo village", flush=True)
        once.plant_once(config, lambda line: print("  " + line, flush=True))
    server = make_server(config.host, config.port, app)
    server.start()
    (config.data / "address").write_text(f"http://127.0.0.1:{config.port}\n")
    welcome(config, address)
    tick.start(app)
    gc.enable()
    gc.freeze()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.stop(timeout=2)
    return 0


def hosted(config: Config | None = None) -> Flask:
    """The app for a WSGI server that brings its own process (gunicorn -k gevent -w 1): migrated, and its clock running."""
    quiet()
    app = build(config or from_env(), green=True)
    migrate()
    tick.start(app)
    return app


def welcome(config: Config, address: str) -> None:
    """Print the addresses, the terminal QR and the links that let the cast in."""
    from council.people.doorway import first_links

    print(f"\n弄堂议事会已经开门：http://127.0.0.1:{config.port}")
    print(f"同一个网里的手机：{address}  （微信扫这个码也行）")
    print(terminal(address))
    for line in first_links(config, address):
        print(line)
    print("按 Ctrl+C 关门。", flush=True)


def lan_address() -> str:
    """This machine's address on its own network, without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


if __name__ == "__main__":
    sys.exit(main())
