"""Each way to sign in, on an app of another make, in a real browser."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.browser.driver import PlaywrightDriver
from harness.errors import NotAdmitted
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile
from harness.stage.created import CreatedSource
from harness.stage.log import EventLog
from harness.stage.source import Wish
from harness.stage.tests import rehearsal as app
from harness.stage.tests.identity import toolkit
from harness.stage.tests.rehearsal import BY_FORM, TOKEN, Rehearsal, rehearsal

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("layerproof_cdp")]

DONE = 'done = { any = [{ text = "Signed in" }] }'
Source = Callable[..., CreatedSource]
# No bound on how fast things are: a machine that is busy takes its time.
LONG_MS = 60_000
SOON_MS = 1_000


@pytest.fixture
def theatre() -> Iterator[Rehearsal]:
    with rehearsal() as it:
        yield it


@pytest.fixture
def source(
    browser: Any,  # noqa: ANN401 - the browser library's, which only harness.browser knows
    new_context: Callable[..., Any],
    theatre: Rehearsal,
) -> Source:
    """Makes a source of sessions for a profile of that app. Who is to be refused is so for not
    having been let in within `signs_in_ms`.
    """

    def make(known: Profile, *, signs_in_ms: int = LONG_MS) -> CreatedSource:
        limits = {"starts_ms": LONG_MS, "step_ms": LONG_MS, "signs_in_ms": signs_in_ms}
        deadlines = known.deadlines.model_copy(update=limits)
        profile = known.model_copy(update={"deadline_ms": LONG_MS, "deadlines": deadlines})
        target = Target("rehearsal", theatre.origin, frozenset({Capability.SIGN_IN}))
        return CreatedSource(
            target,
            profile,
            profile.rules(base_url=target.base_url),
            lambda name: profile.visitor(name).filled({}, "r1"),
            lambda log: driver(log),
        )

    def driver(log: EventLog) -> PlaywrightDriver:
        return PlaywrightDriver(browser, new_context, log, None, {}, lambda: None)

    return make


def test_by_form(source: Source) -> None:
    it = source(app.profile(BY_FORM))

    assert it.visitor("owner").role == "actor"
    assert it.make(Wish()).session.nonce == "Ada"


@pytest.mark.parametrize("keep", ["indexed-db", "local-storage", "page"])
def test_by_firebase(source: Source, keep: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.stage.tests.identity.TOKEN", TOKEN)
    page = 'path = "/take?token={idToken}"' if keep == "page" else ""
    with toolkit() as firebase:
        way = f'by = "firebase-password"\napi_key = "key"\nkeep = "{keep}"\n{page}\n{DONE}'
        it = source(app.profile(f'{way}\nemulator = "{firebase.host}"'))

        assert it.visitor("owner").uid == "u-1"
        assert it.bearer("owner", token="valid") == TOKEN
        assert it.make(Wish()).session.url_id == "s-1"


def test_by_a_saved_state(source: Source, theatre: Rehearsal, tmp_path: Path) -> None:
    stored = [{"name": "rr:token", "value": TOKEN}]
    state = {"cookies": [], "origins": [{"origin": theatre.origin, "localStorage": stored}]}
    (tmp_path / "Ada.json").write_text(json.dumps(state), encoding="utf-8")

    it = source(app.profile(f'by = "storage-state"\nfile = "{tmp_path}/{{name}}.json"\n{DONE}'))

    assert it.make(Wish()).session.url_id == "s-1"


def test_a_saved_state_that_is_over_lets_nobody_in(source: Source, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"cookies": [], "origins": []}', encoding="utf-8")

    way = f'by = "storage-state"\nfile = "{tmp_path}/old.json"\n{DONE}'
    it = source(app.profile(way), signs_in_ms=SOON_MS)

    with pytest.raises(NotAdmitted, match='none of text "Signed in" appeared'):
        it.visitor("owner")


def test_by_a_command(source: Source) -> None:
    code = f"import json; print(json.dumps({{'storage': {{'rr:token': '{TOKEN}'}}}}))"

    it = source(app.profile(f'by = "command"\nrun = {json.dumps([sys.executable, "-c", code])}'))

    assert it.make(Wish()).session.url_id == "s-1"


def test_not_at_all(source: Source) -> None:
    it = source(app.profile('by = "none"'))

    assert it.visitor("owner").uid == ""


def test_who_is_refused_is_asked_once(source: Source, theatre: Rehearsal) -> None:
    wrong = app.profile(BY_FORM.replace("{password}", "wrong"))
    it = source(wrong, signs_in_ms=SOON_MS)

    for _ in range(3):
        with pytest.raises(NotAdmitted, match=r"'owner' could not sign in at .*/enter"):
            it.visitor("owner")

    assert theatre.asked.count("POST /v2/enter") == 1


@pytest.mark.parametrize("starter", list(app.STARTERS))
def test_each_way_of_opening_the_runner_makes_a_session(source: Source, starter: str) -> None:
    prepared = source(app.profile(starters=(starter,))).make(Wish())

    it = prepared.session
    assert (it.url_id, it.document_id, it.entry_id) == ("s-1", "d-1", "r-1")
    assert json.loads(prepared.entry)["body"]["ref"] == "r-1"
    assert it.question == "Why d-1?"
