"""What a page may load, and who may show it in a frame: nothing from elsewhere, nobody; the desk alone shows the wall of its own house."""

from flask import Response, make_response

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; "
          "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")


def framing(page: str | Response) -> Response:
    """A page with a frame in it, for pages of this house only."""
    return _under(page, f"{POLICY}; frame-src 'self'")


def framed(page: str | Response) -> Response:
    """A page that other pages of this house may show in a frame; no other site may."""
    return _under(page, POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))


def _under(page: str | Response, policy: str) -> Response:
    response = make_response(page)
    response.headers["Content-Security-Policy"] = policy
    return response
