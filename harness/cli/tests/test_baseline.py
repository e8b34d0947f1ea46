"""An app beside the one at another address, as `compare` and `verify --baseline` ask for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.backend.mock import Mock, start_mock
from harness.cli import baseline
from harness.cli.against import Beside
from harness.cli.app import main
from harness.cli.baseline import against_baseline, other_of
from harness.cli.tests.test_tracing import check, saved
from harness.errors import TargetUnreachable
from harness.model.comparison import Compared, Comparison
from harness.model.word import Status
from harness.runs.saved import SavedRun
from harness.settings.resolve import resolve
from harness.settings.settings import Settings

NOWHERE, HERE = "http://127.0.0.1:9", "http://127.0.0.1:8"
ROW = Compared("org, server", "p50", 120, 171, (20, 20), 51, 40, 63, 12, "worse")
FOUND = Comparison(NOWHERE, HERE, 20, (ROW,), told=("So many.",))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([NOWHERE, "out/x"], "An address is compared with an address"),
        (["out/x", "out/x", "--loads", "3"], "--loads is for two addresses"),
        (["out/x", "out/x", "--baseline-header", "a: b"], "--baseline-header is for two"),
        ([NOWHERE, HERE, "--starter", "stundent", "--profile", "demo"], "mean 'student'?"),
        ([NOWHERE, HERE, "--profile", "demoo"], "Did you mean 'demo'?"),
        ([NOWHERE, HERE, "--loads", "0"], "flag --loads: found 0"),
        ([NOWHERE, HERE, "--lods", "3"], "Did you mean --loads?"),
        ([NOWHERE, HERE, "--header", "s3cret"], "flag --header: found •••"),
        ([NOWHERE, HERE, "--baseline-header", "s3cret"], "flag --baseline-header: found •••"),
        ([NOWHERE, "https://a.example"], "--allow-host a.example"),
        (["https://a.example", NOWHERE], "--allow-host a.example"),
        (["https://a.example", "https://b.example", "--allow-host", "a.example"], "'b.example'"),
    ],
)
def test_what_cannot_be_compared_is_exit_2_before_anything_is_asked(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *asked]) == 2
    heard = capsys.readouterr().err
    assert said in heard
    assert "s3cret" not in heard


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--baseline", NOWHERE], "say which with --url"),
        (["--url", HERE, "--baseline", "htp://x"], "write the whole address"),
        (["--url", HERE, "--loads", "3"], "say which with --baseline"),
        (["--url", HERE, "--baseline-header", "a: b"], "say which with --baseline"),
        (["--url", HERE, "--baseline", "https://a.example"], "--allow-host a.example"),
    ],
)
def test_a_baseline_that_cannot_be_is_exit_2(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *asked]) == 2
    assert said in capsys.readouterr().err


def test_a_side_that_does_not_answer_is_exit_3_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.json"

    assert main(["compare", NOWHERE, HERE, "--profile", "demo", "--json", str(file)]) == 3

    said = capsys.readouterr().err.strip()
    assert said.startswith(f"layerproof: Nothing answers at {NOWHERE}/")
    assert "\n" not in said
    assert json.loads(file.read_text("utf-8"))["exit_code"] == 3


def test_nothing_that_opens_one_side_goes_to_the_other() -> None:
    settings = resolve(
        {
            "url": HERE,
            "baseline": NOWHERE,
            "headers": ["x-own: s3cret"],
            "baseline_headers": ["x-base: hidden"],
        },
        {"VERCEL_AUTOMATION_BYPASS_SECRET": "bypass"},
        Path.cwd(),
    )

    other = other_of(settings, settings.baseline)

    assert (other.url, dict(other.plain_headers)) == (NOWHERE, {"x-base": "hidden"})
    assert "x-base" not in settings.plain_headers
    assert "hidden" not in str(settings.shown())


def proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fails: BaseException | None = None
) -> SavedRun:
    """A run that passed, with its comparison, where arriving fails as it is told."""

    def arrive(*_: object) -> None:
        if fails:
            raise fails

    def beside(*_: object, **__: object) -> Beside:
        return Beside(FOUND, 44, 40)

    monkeypatch.setattr(baseline, "_arrive", arrive)
    monkeypatch.setattr(baseline, "beside", beside)
    settings = Settings.model_validate({"url": HERE, "baseline": NOWHERE})
    return against_baseline(saved(tmp_path / "r1", check("test_x", Status.PASS)), settings)


def test_the_comparison_is_kept_with_the_run_whose_verdict_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = proved(tmp_path, monkeypatch).run

    assert run.comparison == FOUND
    before = saved(tmp_path / "r2", check("test_x", Status.PASS)).run
    assert (run.verdict, run.exit_code) == (before.verdict, before.exit_code)
    assert (run.created, run.cleaned) == (44, 40)
    assert "worse: org, server p50: 120 ms → 171 ms" in capsys.readouterr().err
    assert "p50" in (tmp_path / "r1" / "summary.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        (TargetUnreachable("Nothing answers."), "Nothing was compared: Nothing answers."),
        (KeyboardInterrupt(), "Nothing was compared: it was interrupted."),
    ],
)
def test_what_could_not_be_compared_says_why(
    fails: BaseException, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = proved(tmp_path, monkeypatch, fails=fails).run

    assert run.comparison is not None
    assert (run.comparison.rows, run.comparison.told) == ((), (told,))


@pytest.fixture
def sides() -> Iterator[tuple[Mock, Mock]]:
    before = start_mock(demo=True)
    after = start_mock(demo=True, defects=["no-fallback"])
    yield before, after
    before.stop()
    after.stop()


@pytest.mark.browser
@pytest.mark.slow
def test_an_app_without_a_fallback_is_worse_by_the_server_layer_alone(
    sides: tuple[Mock, Mock], tmp_path: Path
) -> None:
    file, urls = tmp_path / "r.json", [it.url for it in sides]

    code = main(
        [
            *("compare", *urls, "--profile", "demo", "--starter", "org"),
            *("--loads", "8", "--json", str(file)),
        ]
    )

    told = json.loads(file.read_text("utf-8"))["comparison"]
    changes = {(it["group"], it["figure"]): it["change"] for it in told["rows"]}
    assert code == 1
    assert (told["before"], told["after"], told["pairs"]) == (*urls, 8)
    assert changes["org, server", "success"] == "worse"
    assert changes["org, storage", "success"] == "not-shown"
    assert [it["group"] for it in told["cold"]] == ["org, storage", "org, server"]
