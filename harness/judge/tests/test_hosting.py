from dataclasses import replace

import pytest

from harness.invariants.tests.build import ORIGIN, Tape, loaded
from harness.judge.hosting import Place, hindrance, instead_of_app, instead_of_page, skew
from harness.model.event import Json, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules


def answered(
    headers: dict[str, Json], *, status: int = 200, what: str = "request", url: str = ORIGIN
) -> Tape:
    told: dict[str, Json] = {"status": status, "headers": headers, "url": url, "foreign": False}
    return loaded().add(what, told, Phase.OK)


@pytest.mark.parametrize(
    ("status", "headers", "place"),
    [
        (403, {"x-vercel-mitigated": "challenge"}, Place.CHALLENGE),
        (429, {"x-vercel-mitigated": "challenge"}, Place.CHALLENGE),
        (429, {"x-vercel-mitigated": "deny"}, Place.LIMIT),
        (403, {"x-vercel-mitigated": "deny"}, Place.CHALLENGE),
        (303, {"x-vercel-error": "DEPLOYMENT_NOT_READY_REDIRECTING"}, Place.NOT_READY),
        (404, {"x-vercel-error": "DEPLOYMENT_NOT_FOUND"}, Place.NOT_READY),
        (410, {"x-vercel-error": "DEPLOYMENT_DELETED"}, Place.GONE),
        (302, {"location": "https://vercel.com/sso-api?url=x"}, Place.LOGIN),
    ],
)
def test_a_hosting_is_told_by_its_own_words(
    status: int, headers: dict[str, str], place: Place
) -> None:
    found = instead_of_app(status, headers)

    assert found is not None
    assert found.place is place
    assert str(found).startswith(f"{place} ({status} ")


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"x-vercel-id": "fra1::iad1::x"}),
        (429, {"retry-after": "3"}),
        (404, {"x-vercel-error": "NOT_FOUND"}),
        (504, {"x-vercel-error": "FUNCTION_INVOCATION_TIMEOUT"}),
        (307, {"location": "/sign-in"}),
        (302, {"location": "https://vercel.com.evil.test/sso-api"}),
        (200, {"location": "https://vercel.com/sso-api"}),
    ],
)
def test_what_the_app_may_have_answered_is_the_apps(status: int, headers: dict[str, str]) -> None:
    assert instead_of_app(status, headers) is None


def test_a_page_that_answers_401_through_the_hosting_is_its_login() -> None:
    way = {"x-vercel-id": "fra1::x"}

    assert str(instead_of_page(401, way)) == "a login wall (401)"
    assert instead_of_page(401, {}) is None
    assert instead_of_page(200, way) is None
    assert instead_of_app(401, way) is None, "the app refuses calls so"
    assert "a login wall (401)" in hindrance(
        answered({"x-vercel-id": "fra1::x"}, status=401, what="document").journey()
    )


def test_a_call_that_met_a_challenge_hinders_its_journey() -> None:
    tape = answered({"x-vercel-mitigated": "challenge"}, status=403, url=f"{ORIGIN}/api/x")

    assert hindrance(tape.journey()) == (
        "The hosting answered in the app's place: a bot challenge (403 challenge) at /api/x."
    )


def test_a_page_that_became_a_login_hinders_its_journey() -> None:
    tape = answered({}, what="document", url="https://vercel.com/sso-api?url=x")

    assert "a login wall (vercel.com)" in hindrance(tape.journey())


def test_what_somebody_else_answers_elsewhere_hinders_nobody() -> None:
    tape = answered({"x-vercel-mitigated": "challenge"}, status=403)
    journey = tape.journey()
    foreign = tuple(replace(it, detail={**it.detail, "foreign": True}) for it in journey.events)

    assert hindrance(replace(journey, events=foreign)) == ""
    assert hindrance(loaded().ready().journey()) == ""


def built(*commits: str, header: str = "x-commit") -> Journey:
    tape = loaded()
    for commit in commits:
        told: dict[str, Json] = {"status": 200, "headers": {"x-commit": commit}, "url": ORIGIN}
        tape.add("document", told, Phase.OK)
    return replace(tape.journey(), rules=Rules(commit_header=header))


def test_two_builds_in_one_journey_are_told() -> None:
    said = skew(built("a" * 40, "a" * 40, "b" * 40))

    assert said == "Two builds answered in one journey: commit aaaaaaaaaaaa, then bbbbbbbbbbbb."
    assert skew(built("a" * 40, "a" * 40)) == ""
    assert skew(built("a" * 40, "b" * 40, header="")) == ""
