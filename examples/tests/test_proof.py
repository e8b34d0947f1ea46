import json
from pathlib import Path

from examples.proof import PROFILE, read


def test_the_profile_lies_with_the_application() -> None:
    assert PROFILE.is_file()


def test_a_result_tells_the_lines_of_its_findings(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    findings = [
        failure("starter.open", "a"),
        {**failure("starter.open", "b"), "symptoms": [failure("server.cache", "c")]},
        {**failure("server.lookup", "d"), "status": "unknown"},
    ]
    result.write_text(json.dumps({"verdict": "fail", "findings": findings, "duration_s": 3}))

    proof = read(result, 1)

    assert (proof.verdict, proof.lines) == ("fail", ("starter.open", "server.cache"))
    assert proof.tells("server.cache")
    assert not proof.tells("server.lookup")


def test_an_invariant_speaks_of_every_line_whose_row_names_it(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    findings = [failure("runner.error.not-found", "final-is-final")]
    result.write_text(json.dumps({"verdict": "fail", "findings": findings}))

    proof = read(result, 1)

    assert proof.tells("runner.error.forbidden")
    assert not proof.tells("runner.error.text")


def failure(line: str, invariant: str) -> dict[str, str]:
    return {"line": line, "invariant": invariant, "status": "fail"}


def test_without_a_result_nothing_is_known(tmp_path: Path) -> None:
    proof = read(tmp_path / "result.json", 3)

    assert (proof.exit_code, proof.verdict, proof.lines) == (3, "unknown", ())
