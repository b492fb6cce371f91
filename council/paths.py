"""Addresses: ways back that stay in this house, and whole addresses that a phone outside can open."""

from flask import current_app, request


def own_path(path: str) -> str:
    """The path if it is ours, otherwise nothing: `//` and a backslash lead elsewhere, line ends break headers."""
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if ours else ""


def whole(path: str = "") -> str:
    """The path with the address it is reached by: as the installation was told, else as this request came.

    Whoever sits at the machine itself comes by its own name; a card printed there must lead a phone to the address in the lane's net.
    """
    told: str = current_app.config["COUNCIL"].address
    if not told and request.host.partition(":")[0] in ("127.0.0.1", "localhost"):
        told = current_app.config.get("LAN_ADDRESS", "")
    return (told or request.url_root).rstrip("/") + path
