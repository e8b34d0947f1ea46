"""The profile: what shape an application has. Selectors, paths and keys stand nowhere else."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, Self, cast
from urllib.parse import quote, unquote, urljoin, urlsplit

from pydantic import BaseModel, Field, model_validator

from harness.errors import UnknownName, Unsupported
from harness.model.address import raw_id_in
from harness.model.event import Json
from harness.model.rules import Rules
from harness.profile.endpoint import Api
from harness.profile.payload import Database, Ids, Payload, Storage, Telemetry
from harness.profile.place import Health, Hosts, Paths
from harness.profile.policy import Access, Cleanup, Deadlines, Deviations, Ignore, Known, Retry
from harness.profile.reference import dangling
from harness.profile.screen import Buttons, Errors, Screens, words_of
from harness.profile.sign_in import SignIn
from harness.profile.speech import Speech
from harness.profile.starter import Starter
from harness.profile.step import Step
from harness.profile.strict import STRICT
from harness.profile.unnamed import guests_of, unnamed_in
from harness.profile.visitor import VISITORS, Person

VERSION = 1


class Acts(BaseModel):
    """What a person does besides starting. `{answer}` is the text to hand in."""

    model_config = STRICT

    answer: tuple[Step, ...] = Field((), description="on the ready screen: hand in an answer")
    end: tuple[Step, ...] = Field((), description="on the ready screen: end the interview")
    sign_out: tuple[Step, ...] = Field((), description="on the own dashboard: sign out")


class Profile(BaseModel):
    """One application's shape, version 1. `harness.profile.load` reads it from TOML."""

    model_config = STRICT

    version: Literal[1]
    name: str = Field(min_length=1)
    deadline_ms: float = Field(15_000, gt=0, description="document to ready or error, at most")
    blank_ms: float = Field(2_000, gt=0, description="a document may show nothing for so long")
    deadlines: Deadlines = Field(default_factory=Deadlines)
    pair_header: str = Field("", description="answer header with the server's id of the request")
    permissions: tuple[str, ...] = Field((), description="granted to each tab, with fake media")
    paths: Paths
    hosts: Hosts = Field(default_factory=Hosts)
    health: Health | None = None
    sign_in: Mapping[str, SignIn] = Field(min_length=1)
    visitors: Mapping[str, Person] = Field(min_length=1)
    starters: Mapping[str, Starter] = Field(min_length=1)
    acts: Acts = Field(default_factory=Acts)
    storage: Storage
    ids: Ids = Field(default_factory=Ids)
    api: Api
    payload: Payload
    telemetry: Telemetry = Field(default_factory=Telemetry)
    database: Database | None = None
    screens: Screens
    errors: Errors
    buttons: Buttons
    retry: Retry = Field(default_factory=Retry)
    access: Access = Field(default_factory=Access)
    ignore: Ignore = Field(default_factory=Ignore)
    deviations: Deviations = Field(default_factory=dict, description="invariant: reason")
    known: Known = Field(default_factory=Known)
    cleanup: Cleanup | None = Field(None, description="left out: sessions cannot be deleted")
    load: Speech | None = Field(
        None, description="what a visitor says who has no browser; left out: it is learnt"
    )

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        if wrong := next(dangling(self.model_dump()), ""):
            raise ValueError(wrong)
        return self

    def starter(self, name: str) -> Starter:
        """The starter of that name; raises UnknownName."""
        if name not in self.starters:
            raise UnknownName("starter", name, self.starters)
        return self.starters[name]

    def visitor(self, name: str) -> Person:
        """The visitor of that name; raises Unsupported for one of VISITORS whom the profile does
        not name, UnknownName for anybody else.
        """
        if name in self.visitors:
            return self.visitors[name]
        if name in VISITORS:
            raise Unsupported(f"the visitor '{name}', whom the profile does not name,", [])
        raise UnknownName("visitor", name, self.visitors)

    def refuse_unknown_deviations(self, invariants: Iterable[str]) -> None:
        """Raises UnknownName for a deviation from an invariant that does not exist."""
        known = set(invariants)
        for name in self.deviations:
            if name not in known:
                raise UnknownName("invariant (in the profile's deviations)", name, known)

    def runner_url(self, base_url: str, url_id: str) -> str:
        """The runner's address for an id, which is encoded here."""
        path = self.paths.runner.replace("{id}", quote(url_id, safe=""))
        return urljoin(base_url, path)

    def url_id(self, url: str) -> str | None:
        """The id in a runner's address, decoded; None where it is no runner's."""
        raw = raw_id_in(url, self.paths.runner)
        return unquote(raw) if raw and re.fullmatch(self.ids.pattern, raw) else None

    def entry_key(self, entry_id: str) -> str:
        """The key of the storage entry with that id."""
        return self.storage.entry.replace("{id}", entry_id)

    def _reading(self, *, own_org: bool) -> tuple[str, ...]:
        """The roles that read whatever they like, or only what is of their own organisation: those
        whose visitor, among `access.may_read`, is of the owner's organisation.
        """
        owner = self.visitors.get("owner")
        org = owner.org if owner else ""
        others = [self.visitors[it] for it in self.access.may_read if it != "owner"]
        return tuple({it.role: 0 for it in others if (bool(org) and it.org == org) is own_org})

    @property
    def guests(self) -> tuple[str, ...]:
        """The visitors who do not sign in."""
        return guests_of(self.visitors, self.sign_in)

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The keys that it leaves out, of those that something rests on (`model.naming`)."""
        return unnamed_in(self, self.visitors, self.guests)

    def _dashboards(self) -> dict[str, str]:
        """The own page of each role; none where the profile names no dashboard at all."""
        paths = self.paths
        if not paths.dashboards:
            return {}
        others = {it.role: paths.own(it.role) for it in self.visitors.values()}
        return {**others, **paths.dashboards}

    def _unjudged_requests(self) -> tuple[str, ...]:
        """Patterns of noise, and of hosts that are not asked at all."""
        noise = (it.pattern for it in self.ignore.requests)
        return (*noise, *self.hosts.blocked_patterns())

    def rules(self, *, base_url: str = "") -> Rules:
        """What the judging needs of the profile; `base_url`'s origin is among the app's own."""
        target = urlsplit(base_url)
        origin = (f"{target.scheme}://{target.netloc}",) if target.netloc else ()
        return Rules(
            deadline_ms=self.deadline_ms,
            ready_ms=self.deadlines.ready_ms,
            error_ms=self.deadlines.error_ms,
            attempts=self.retry.attempts,
            waits_ms=self.retry.waits_ms,
            jitter=self.retry.jitter,
            timeout_ms=self.retry.timeout_ms,
            auth_ms=self.retry.auth_ms,
            storm_limit=self.retry.storm_limit,
            origins=(*origin, *self.hosts.own),
            runner_path=self.paths.runner,
            entry_key=self.storage.entry,
            entry_payload=self.storage.payload,
            entry_reader=self.storage.reader,
            entry_fixed=cast("Mapping[str, Json]", self.storage.fixed),
            reader_key=self.storage.reader_key,
            payload_id=self.payload.id,
            payload_required=self.payload.required,
            payload_times=self.payload.times,
            payload_index=self.payload.index,
            payload_question=self.payload.question,
            payload_history=self.payload.history,
            payload_turns=self.payload.turns,
            payload_compared=self.payload.compare,
            payload_ignored=tuple(it.field for it in self.payload.ignore),
            answer_payload=self.payload.answer,
            id_fields=(self.payload.id, *self.ids.fields),
            document_path=self.database.session if self.database else "",
            dashboards=self._dashboards(),
            blank_ms=self.blank_ms,
            commit_header=self.health.header.lower() if self.health else "",
            progress=self.screens.progress,
            telemetry=self.telemetry.model_dump(),
            button_retry=self.buttons.retry.words,
            button_dashboard=words_of(self.buttons.dashboard),
            button_sign_in=words_of(self.buttons.sign_in),
            ignored_console=tuple(it.pattern for it in self.ignore.console),
            ignored_requests=self._unjudged_requests(),
            readers=self._reading(own_org=False),
            org_readers=self._reading(own_org=True),
            deviations=dict(self.deviations),
            starters=tuple(self.starters),
            guests=self.guests,
            unnamed=self.unnamed,
        )
