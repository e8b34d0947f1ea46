"""Headers of requests, one of which may be asked for anew each time (a token that is renewed)."""

from collections.abc import Callable, Iterator, Mapping


class Headers(Mapping[str, str]):
    """Headers that stand still, and at most one, `name`, whose value is asked for each time it is
    read.
    """

    def __init__(
        self, still: Mapping[str, str], *, name: str = "", value: Callable[[], str] | None = None
    ) -> None:
        self._still = dict(still)
        self._name = name if value is not None else ""
        self._value = value

    def __getitem__(self, name: str) -> str:
        """The header's value now; raises KeyError, and whatever asking for it raises."""
        if self._value is not None and name == self._name:
            return self._value()
        return self._still[name]

    def __iter__(self) -> Iterator[str]:
        """The headers' names."""
        yield from self._still
        if self._name:
            yield self._name

    def __len__(self) -> int:
        """How many there are."""
        return len(self._still) + bool(self._name)

    @property
    def renews(self) -> bool:
        """Whether one of them is asked for anew."""
        return bool(self._name)

    def still(self) -> dict[str, str]:
        """Those that stand still."""
        return dict(self._still)

    def fresh(self) -> dict[str, str]:
        """The one that is asked for anew, as it is now; raises whatever asking for it raises."""
        return {self._name: self._value()} if self._value is not None else {}

    def changed(self, change: Callable[[Mapping[str, str]], Mapping[str, str]]) -> "Headers":
        """The same with what stands still changed."""
        return Headers(change(self._still), name=self._name, value=self._value)

    def without(self, name: str) -> "Headers":
        """The same without one of those that stand still."""
        return self.changed(lambda still: {key: it for key, it in still.items() if key != name})

    def __repr__(self) -> str:
        """The names alone: values may be secrets."""
        return f"Headers({', '.join(self)})"
