"""Signing a visitor in, in whichever way their profile says.

form              a person's steps on a page, in a room beside the play
firebase-password a call to Firebase, and the record that its SDK looks for
storage-state     a file with a browser's saved state
command           a program of the app's own, which prints one
none              nothing at all
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import assert_never
from urllib.parse import quote

from harness.errors import NotObserved, Unsupported
from harness.model.word import Capability
from harness.profile.environment import read
from harness.profile.locator import Sign
from harness.profile.sign_in import (
    ByCommand,
    ByControlPlane,
    ByFirebasePassword,
    ByForm,
    ByStorageState,
    NoSignIn,
)
from harness.profile.step import fill
from harness.stage.account import Account, stored_in
from harness.stage.aside import Aside, SideRoom
from harness.stage.driver import Visa
from harness.stage.firebase import Project, sign_in, state_with
from harness.stage.mask import subject
from harness.stage.program import account_of, run


def admit(name: str, aside: Aside, values: Mapping[str, str]) -> Account:
    """Signs the visitor in with their values; raises NotObserved where they are not let in."""
    way = aside.profile.sign_in[aside.profile.visitor(name).sign_in]
    match way:
        case ByControlPlane():
            raise Unsupported(f"signing in '{name}' {way.by}", [Capability.SEED])
        case ByForm():
            return _by_form(name, way, aside, values)
        case ByFirebasePassword():
            return _by_firebase(name, way, aside, values)
        case ByStorageState():
            account = _by_file(way, aside, values)
        case ByCommand():
            command = [fill(it, values) for it in way.run]
            origin, limit_s = aside.target.origin, way.timeout_s
            account = run(
                command, folder=way.folder, origin=origin, visitor=name, timeout_s=limit_s
            )
        case NoSignIn():
            return Account(Visa())
        case _:
            assert_never(way)
    return _checked(name, account, way.path, way.done, aside)


def _by_form(name: str, way: ByForm, aside: Aside, values: Mapping[str, str]) -> Account:
    with aside.room(Visa()) as side:
        side.room.goto(side.tab, aside.url(way.path or aside.profile.paths.sign_in))
        for step in way.steps:
            side.room.do(side.tab, step, values)
        _until_in(name, side, way.done, aside, "after the steps,")
        return _as_it_stands(side, aside)


def _by_firebase(
    name: str, way: ByFirebasePassword, aside: Aside, values: Mapping[str, str]
) -> Account:
    secrets = read({"api_key": way.api_key, "emulator": way.emulator}, os.environ)
    project = Project(**secrets, tenant=way.tenant, app_name=way.app_name)
    email, password = fill("{email}", values), fill("{password}", values)
    user = sign_in(project, email, password, tag=aside.target.tag)
    if way.keep == "page":
        told = {"idToken": user.id_token, "refreshToken": user.refresh_token, "uid": user.uid}
        path = fill(way.path, {key: quote(it, safe="") for key, it in told.items()})
        with aside.room(Visa()) as side:
            side.room.goto(side.tab, aside.url(path))
            assert way.done is not None, "the profile has made sure"
            _until_in(name, side, way.done, aside, "on the page that takes a token,")
            kept = _as_it_stands(side, aside)
        return Account(kept.visa, user.uid, kept.bearer or user.id_token)
    in_database = way.keep == "indexed-db"
    state = state_with(user, project, aside.target.origin, in_database=in_database)
    account = Account(Visa(state=state), user.uid, user.id_token)
    return _checked(name, account, way.path, way.done, aside)


def _by_file(way: ByStorageState, aside: Aside, values: Mapping[str, str]) -> Account:
    path = Path(fill(way.file, values))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotObserved(
            f"The saved sign-in {path} cannot be read: {error}. Save one with Playwright: "
            "context.storage_state(path=..., indexed_db=True)."
        ) from error
    return account_of(text, aside.target.origin, f"The saved sign-in {path.name}")


def _checked(name: str, account: Account, path: str, done: Sign | None, aside: Aside) -> Account:
    """The account, once the page at `path` has shown that the visitor is in, where it can."""
    key = aside.profile.storage.reader_key
    remembered = stored_in(account.visa.state, aside.target.origin, key) if key else ""
    account.uid = account.uid or remembered or subject(account.bearer)
    if done is None:
        return account
    paths, role = aside.profile.paths, aside.profile.visitor(name).role
    with aside.room(account.visa) as side:
        side.room.goto(side.tab, aside.url(path or paths.own(role)))
        _until_in(name, side, done, aside, "with what was saved,")
        seen = _as_it_stands(side, aside)
    return Account(account.visa, account.uid or seen.uid, account.bearer or seen.bearer)


def _until_in(name: str, side: SideRoom, done: Sign, aside: Aside, after: str) -> None:
    """Waits for what shows that the visitor is in; raises NotObserved."""
    seen = side.settler.until(
        lambda _: _shows(side, done), since=0, limit_ms=aside.profile.deadlines.signs_in_ms
    )
    if seen:
        return
    wanted = (*done.any, *done.all)
    where = aside.profile.visitor(name).sign_in
    raise NotObserved(
        f"'{name}' could not sign in at {side.room.address(side.tab).partition('?')[0]}: {after} "
        f"none of {', '.join(map(str, wanted))} appeared. Check the account and the "
        f"profile's sign_in.{where}."
    )


def _shows(side: SideRoom, sign: Sign) -> bool:
    room, tab = side.room, side.tab
    if any(room.sees(tab, it) for it in sign.none):
        return False
    enough = not sign.any or any(room.sees(tab, it) for it in sign.any)
    return enough and all(room.sees(tab, it) for it in sign.all)


def _as_it_stands(side: SideRoom, aside: Aside) -> Account:
    """Who the room's pages say is signed in: what auth remembers, else whom a token names."""
    key, bearer = aside.profile.storage.reader_key, side.room.bearer()
    remembered = side.room.read_storage(side.tab, key) if key else None
    return Account(Visa(state=side.room.state()), remembered or subject(bearer), bearer)
