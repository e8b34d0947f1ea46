"""A recording as a person would have made it: Ada takes a seat and ends it, then the staff gives
her another one.
"""

import json

from harness.init.page import Element, Page
from harness.init.tests.seen import SITE, asked, button, element, field, heading, page
from harness.init.watched import Act, Kept, Moment, Watched

MAIL, PASS, GO = field("Mail", "email"), field("Pass", "password"), button("Go")
TAKE, OUT, GIVE = button("Take a seat"), button("Log off"), button("Give a seat")
REPLY, SEND, FINISH = field("Reply"), button("Send"), button("Finish")
GUEST = element("select", "combobox", label="Guest", options=("Ada Byron", "Bo Li"))
DOOR = page("/door", MAIL, PASS, GO)
HALL = page("/hall", TAKE, OUT)
DESK = page("/desk", GUEST, GIVE, OUT)
WAIT = page("/wait", heading("Hold on"), text="Hold on")
FIRST, SECOND = "q7x-1001", "q7x-1002"

ADA = {"me": json.dumps({"mail": "ada@app.test", "name": "Ada Byron"})}
BO = {"me": json.dumps({"mail": "bo@app.test", "name": "Bo Li"})}


def seat(id: str, *more: Element) -> Page:
    return page(f"/seat/{id}", REPLY, SEND, FINISH, *more, text="Ada Byron: Why?")


def stored(id: str) -> dict[str, str]:
    return {f"seat:{id}": json.dumps({"seat": id})}


EXCHANGES = (
    asked("POST", "/v2/door", {"mail": "ada@app.test", "pass": "hush"}, {"name": "Ada Byron"}),
    asked("POST", "/v2/seats", {}, {"seat": FIRST}),
    asked("POST", "/v2/reply", {"seat": FIRST}),
    asked("POST", f"/v2/finish/{FIRST}", {}),
    asked("POST", "/v2/door", {"mail": "bo@app.test", "pass": "hush"}, {"name": "Bo Li"}),
    asked("POST", "/v2/seats", {"for": "Ada Byron"}, {"seat": SECOND}),
)


def _acts() -> list[tuple[str, Page, dict[str, str], int, Act | None]]:
    open_ = {**ADA, **stored(FIRST)}
    given = {**BO, **stored(SECOND)}
    return [
        ("tab-1", DOOR, {}, 0, None),
        ("tab-1", DOOR, {}, 0, Act("fill", MAIL, "ada@app.test")),
        ("tab-1", DOOR, {}, 0, Act("fill", PASS)),
        ("tab-1", DOOR, {}, 0, Act("click", GO)),
        ("tab-1", HALL, ADA, 1, None),
        ("tab-1", HALL, ADA, 1, Act("click", TAKE)),
        ("tab-2", WAIT, ADA, 1, None),
        ("tab-2", seat(FIRST), open_, 2, None),
        ("tab-2", seat(FIRST), open_, 2, Act("fill", REPLY, "Because")),
        ("tab-2", seat(FIRST), open_, 2, Act("click", SEND)),
        ("tab-2", seat(FIRST), open_, 3, Act("click", FINISH)),
        ("tab-2", seat(FIRST), ADA, 4, None),
        ("tab-1", HALL, ADA, 4, Act("click", OUT)),
        ("tab-1", DOOR, {}, 4, None),
        ("tab-1", DOOR, {}, 4, Act("fill", MAIL, "bo@app.test")),
        ("tab-1", DOOR, {}, 4, Act("fill", PASS)),
        ("tab-1", DOOR, {}, 4, Act("click", GO)),
        ("tab-1", DESK, BO, 5, None),
        ("tab-1", DESK, BO, 5, Act("select", GUEST, "Ada Byron")),
        ("tab-1", DESK, BO, 5, Act("click", GIVE)),
        ("tab-1", seat(SECOND), given, 6, None),
    ]


MOMENTS = tuple(
    Moment(tab, there, held, count, act=done) for tab, there, held, count, done in _acts()
)
EVENING = Watched(SITE, MOMENTS, EXCHANGES, (Kept(8, {"who": "ada"}), Kept(21, {"who": "bo"})))
