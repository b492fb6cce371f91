"""Ways back: a form or a link may lead to a path of this house, never to another site."""


def own_path(path: str) -> str:
    """The path if it is ours, otherwise nothing: `//` and a backslash lead elsewhere, line ends break headers."""
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if ours else ""
