"""A small web site of a made-up hotel, at /site/, to be crawled; tests may put other pages there.

    POST /control/site {"pages": {"/site/x": {"body", "type", "status", "location", "pad"}}, "robots": "..."}
    GET  /control/site     what was asked for, in order: [{path, agent, at}]

`pad` makes a page larger by so many bytes.
"""

import time
from typing import Any

from sandbox.server import Answer, Request, Response, json_response

ROBOTS = "User-agent: *\nDisallow: /site/private/\nAllow: /\n"
FRAME = """<!doctype html><html lang="{language}"><head><title>{title} | Hotel Miramar</title>
<script>track("visitor")</script></head><body>
<div id="cookie-banner"><p>We use cookies.</p><button>OK</button></div>
<nav><a href="/site/">Inicio</a> <a href="/site/alberca">Alberca</a> <a href="/site/en/spa#top">Spa</a>
<a href="/site/mascotas?utm_source=nav">Mascotas</a> <a href="/site/private/turnos">Personal</a>
<a href="https://elsewhere.example/">Otros</a> <a href="mailto:desk@example.com">Correo</a></nav>
<main><h1>{title}</h1>{body}</main><footer>© Hotel Miramar</footer></body></html>"""
PAGES = {
    "/site/": (
        "es",
        "Hotel Miramar",
        "<p>Una casa de doce habitaciones frente al mar, con terraza y un jardín de buganvilias.</p>",
    ),
    "/site/alberca": (
        "es",
        "Alberca",
        "<h2>Horario</h2><p>La alberca climatizada abre de 8:00 a 21:00 y los niños nadan con un adulto.</p>"
        "<h2>Toallas</h2><p>Hay toallas junto a la alberca sin costo.</p>",
    ),
    "/site/mascotas": ("es", "Mascotas", "<p>Perros de hasta 10 kg, con cargo de 350 MXN por estancia.</p>"),
    "/site/en/spa": (
        "en",
        "Spa",
        "<p>The spa opens from 10:00 to 19:00; a massage of 50 minutes is 1,200 MXN.</p>",
    ),
    "/site/private/turnos": ("es", "Turnos", "<p>La clave del almacén es 4711.</p>"),
}


class Website:
    """Everything under /site/, /robots.txt and /control/site."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.robots = ROBOTS
        self.asked: list[dict[str, Any]] = []
        self.pages: dict[str, dict[str, Any]] = {
            path: {"body": FRAME.format(language=language, title=title, body=body)}
            for path, (language, title, body) in PAGES.items()
        }

    def control(self, request: Request) -> Answer:
        if request.method == "POST":
            wanted = request.json()
            self.robots = str(wanted.get("robots", self.robots))
            if "pages" in wanted:
                self.pages = dict(wanted["pages"])
        return json_response({"asked": self.asked})

    async def answer(self, request: Request) -> Answer:
        agent = request.headers.get("user-agent", "")
        self.asked.append({"path": request.path, "agent": agent, "at": time.monotonic()})
        if request.path == "/robots.txt":
            if self.robots.isdecimal():
                return Response(int(self.robots), b"", "text/plain")
            return Response(200, self.robots.encode(), "text/plain")
        page = self.pages.get(request.path)
        if page is None:
            return Response(404, b"<h1>Not found</h1>", "text/html")
        headers = {"location": str(page["location"])} if "location" in page else {}
        body = str(page.get("body", "")).encode() + b" " * int(page.get("pad", 0))
        kind = str(page.get("type", "text/html; charset=utf-8"))
        return Response(int(page.get("status", 200)), body, kind, headers)
