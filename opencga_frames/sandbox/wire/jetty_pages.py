"""Pages that come from the container around the web services, not from the services themselves."""

from __future__ import annotations

import html
import json

from opencga_frames.sandbox.wire.answers import Raw

__all__ = ["bad_message", "not_found_page", "request_failed_page"]

_HTML = "text/html;charset=iso-8859-1"


def bad_message(status: int, reason: str) -> Raw:
    """Return the short page for a request line that could not be read."""
    body = f"<h1>Bad Message {status}</h1><pre>reason: {reason}</pre>"
    return Raw(body.encode(), _HTML, status, {"Connection": "close"})


def not_found_page(path: str) -> Raw:
    """Return the object for a path outside the web application."""
    text = f'{{\n"message":"Not Found",\n"url":{json.dumps(path)},\n"status":"404"\n}}'
    return Raw(text.encode(), status=404)


def request_failed_page(path: str, accept: str) -> Raw:
    """Return the 500 page of a paging parameter that is no number: JSON only for who asked for JSON."""
    if "application/json" in accept:
        text = f'{{\n"servlet":"OpenCGA",\n"message":"Request failed.",\n"url":{json.dumps(path)},\n"status":"500"\n}}'
        return Raw(text.encode(), status=500, headers={"Connection": "close"})
    rows = (("URI", html.escape(path)), ("STATUS", "500"), ("MESSAGE", "Request failed."), ("SERVLET", "OpenCGA"))
    table = "\n".join(f"<tr><th>{name}:</th><td>{value}</td></tr>" for name, value in rows)
    page = (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n'
        "<title>Error 500 Request failed.</title>\n</head>\n<body><h2>HTTP ERROR 500 Request failed.</h2>\n"
        f"<table>\n{table}\n</table>\n"
        '<hr/><a href="https://eclipse.org/jetty">Powered by Jetty:// 9.4.53.v20231009</a><hr/>\n\n</body>\n</html>\n'
    )
    return Raw(page.encode(), _HTML, 500, {"Connection": "close"})
