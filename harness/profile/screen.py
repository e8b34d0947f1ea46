"""What the app shows when, and where it says which error it is."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, Field, model_validator

from harness.model.word import ErrorKind, Screen
from harness.profile.locator import Locator, Sign
from harness.profile.strict import STRICT


class Screens(BaseModel):
    """The sign of each screen; where several are there the first of error, ready, starting, loading
    counts, and anything else that can be seen is OTHER.
    """

    model_config = STRICT

    error: Sign
    ready: Sign
    starting: Sign | None = Field(None, description="the tab's page before the session exists")
    loading: Sign
    progress: str = Field(
        "", description="what loading says of a further attempt, with {n} and {of}"
    )

    def signs(self) -> dict[Screen, Sign]:
        """The signs in the order in which they count."""
        known = {
            Screen.ERROR: self.error,
            Screen.READY: self.ready,
            Screen.STARTING: self.starting,
            Screen.LOADING: self.loading,
        }
        return {screen: sign for screen, sign in known.items() if sign is not None}


class KindAttribute(BaseModel):
    """An attribute that names the kind; `words` translates the app's words into ours."""

    model_config = STRICT

    locator: Locator
    attribute: str = Field(min_length=1)
    words: Mapping[str, ErrorKind] = Field(default_factory=dict)

    def kind_of(self, word: str) -> ErrorKind | None:
        """The kind that the app's word names; None for a word that means nothing here."""
        if word in self.words:
            return self.words[word]
        return ErrorKind(word) if word in set(ErrorKind) else None


class Errors(BaseModel):
    """How to tell the kind of an error: from an attribute, or from what only that kind shows.

    `text` is where the sentence for the person stands.
    """

    model_config = STRICT

    attribute: KindAttribute | None = None
    kinds: Mapping[ErrorKind, Sign] = Field(default_factory=dict)
    text: Locator | None = None

    @model_validator(mode="after")
    def _some_way(self) -> Self:
        if self.attribute is None and not self.kinds:
            raise ValueError("needs 'attribute' or 'kinds', or no error can be told from another")
        return self


class Buttons(BaseModel):
    """The buttons of the error screen, each by the words on it. What of `dashboard` and `sign_in`
    is left out is not judged.
    """

    model_config = STRICT

    retry: Locator
    dashboard: Locator | None = None
    sign_in: Locator | None = None

    @model_validator(mode="after")
    def _with_words(self) -> Self:
        named = {name: getattr(self, name) for name in type(self).model_fields}
        mute = [name for name, it in named.items() if it is not None and not it.words]
        if mute:
            raise ValueError(f"{', '.join(mute)}: name the button by the words that stand on it")
        return self


def words_of(button: Locator | None) -> str:
    """The words that stand on the button; '' for one that the profile leaves out."""
    return button.words if button else ""
