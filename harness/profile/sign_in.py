"""The ways to sign in; each table under `sign_in` is one, told by its `by`.

A way may say what shows that the visitor is in: `done`, looked for at `path` ('' is the visitor's
dashboard). Where it does, a sign-in that has ended or was refused is found out at once, and once.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, JsonValue, model_validator

from harness.profile.environment import FromEnvironment
from harness.profile.locator import Sign
from harness.profile.step import Step
from harness.profile.strict import STRICT

Secret = str | FromEnvironment


class ByControlPlane(BaseModel):
    """The mock's way: the control plane writes the person and makes the token.

    `storage` is what auth then finds in localStorage: for each key a text, or a table that is
    written as JSON; `{uid}`, `{email}`, `{role}`, `{name}`, `{idToken}`, `{refreshToken}` and
    `{expiresAt}` are filled in. `cookies` is the same for what auth keeps in cookies of the site
    that pages can read; their values are encoded as `encodeURIComponent` does it.
    """

    model_config = STRICT

    by: Literal["control-plane"]
    storage: Mapping[str, JsonValue]
    cookies: Mapping[str, JsonValue] = Field(default_factory=dict)


class ByForm(BaseModel):
    """A form on a page: its steps, and what shows that the person is in.

    `path` '' is the profile's sign-in page. The steps may use the visitor's values.
    """

    model_config = STRICT

    by: Literal["form"]
    path: str = ""
    steps: tuple[Step, ...] = Field(min_length=1)
    done: Sign


class ByFirebasePassword(BaseModel):
    """Firebase Authentication with the visitor's values `email` and `password`.

    The REST call `accounts:signInWithPassword` of the Identity Toolkit is made by us. `keep` says
    how the app gets the user that it answers: as the Web SDK's record in IndexedDB
    (`firebaseLocalStorageDb`) or in localStorage, or by a page of the app's own that takes a token:
    `path`, where `{idToken}`, `{refreshToken}` and `{uid}` stand for what was answered.
    """

    model_config = STRICT

    by: Literal["firebase-password"]
    api_key: Secret = Field(description="the web app's key; no secret, but it differs by project")
    emulator: Secret = Field("", description="host:port of the Auth emulator; '' for Google's own")
    tenant: str = ""
    app_name: str = Field("[DEFAULT]", description="as the app calls initializeApp")
    keep: Literal["indexed-db", "local-storage", "page"] = "indexed-db"
    path: str = ""
    done: Sign | None = None

    @model_validator(mode="after")
    def _a_page_that_takes_it(self) -> Self:
        if self.keep == "page" and (self.done is None or "{" not in self.path):
            raise ValueError(
                "keep = 'page' needs the 'path' of that page, with {idToken} in it, and 'done'"
            )
        return self


class ByStorageState(BaseModel):
    """A file that Playwright wrote (`storage_state`, with IndexedDB), for one visitor or several.

    `file` counts from the profile's folder; `{names}` in it stand for the visitor's values.
    """

    model_config = STRICT

    by: Literal["storage-state"]
    file: str = Field(min_length=1, description="such as 'auth/{name}.json'; keep it out of git")
    path: str = ""
    done: Sign | None = None


class ByCommand(BaseModel):
    """A program of the app's own, which prints JSON: a storage state (`cookies`, `origins`), or
    `cookies` and `storage` (localStorage of the target's origin, key by key); also `uid` and
    `bearer`, where it knows them.

    It runs in the profile's folder, without a shell, and is told LAYERPROOF_URL and
    LAYERPROOF_VISITOR; `{names}` in its arguments stand for the visitor's values.
    """

    model_config = STRICT

    by: Literal["command"]
    run: tuple[str, ...] = Field(min_length=1, description="the program and its arguments")
    timeout_s: float = Field(60, gt=0)
    folder: str = Field("", description="where it runs, from the profile's folder")
    path: str = ""
    done: Sign | None = None


class NoSignIn(BaseModel):
    """An app that knows nobody: whoever comes is let in as they are."""

    model_config = STRICT

    by: Literal["none"]


SignIn = Annotated[
    ByControlPlane | ByForm | ByFirebasePassword | ByStorageState | ByCommand | NoSignIn,
    Field(discriminator="by"),
]
