"""The action and the workflows to copy: of a shape that GitHub takes, and safe from what people and
apps write; and what their scripts call.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from harness.cli.publish_read import read_run
from harness.model.word import Status
from harness.tests.sources import ROOT

ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")
COPIES = sorted((ROOT / "docs" / "workflows").glob("*.yml"))
OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOSTILE = "x $(touch pwned) `touch pwned` ';touch pwned;' \"& | * ~ \\"
SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e"
WRITE_ALL = "    permissions: write-all\n    env:\n      contents: read\n"
FAKE = """#!/usr/bin/env python3
import json, os, sys
told = {name: it for name, it in os.environ.items() if name.startswith("LAYERPROOF")}
asked = {"argv": sys.argv[1:], "env": told}
with open(os.environ["HEARD"], "a") as heard:
    heard.write(json.dumps(asked) + chr(10))
print("::error::the app says so")
sys.exit(int(os.environ.get("CODE_" + sys.argv[1].upper(), "0")))
"""


def program(name: str) -> str:
    """A linter of the development packages."""
    folders = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if not found:
        pytest.skip(f"{name} is missing: run make setup, which installs requirements.lock")
    return found


def complaints(*command: str | Path) -> str:
    """What the linter says; '' where it is content."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def misshapen(kind: str, files: Iterable[Path]) -> str:
    """What GitHub's schema says of actions or workflows."""
    schema = f"vendor.github-{kind}"
    return complaints(program("check-jsonschema"), "--builtin-schema", schema, *files)


def unsafe(files: Iterable[Path]) -> str:
    """What zizmor says of them, without asking anybody."""
    return complaints(program("zizmor"), "--offline", "--no-progress", "--no-config", *files)


def scripts(text: str) -> list[str]:
    """What stands in each `run:`, blocks with all their lines."""
    found, lines = [], text.splitlines()
    for at, line in enumerate(lines):
        if not (begun := re.match(r"(\s*)(- )?run: ?(.*)", line)):
            continue
        depth = len(begun[1]) + len(begun[2] or "")
        rest = lines[at + 1 :]
        end = next(
            (n for n, it in enumerate(rest) if it.strip() and _depth(it) <= depth), len(rest)
        )
        found.append("\n".join([begun[3], *rest[:end]]))
    return found


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def inputs() -> list[str]:
    """The action's inputs, by name."""
    block = ACTION.partition("\ninputs:\n")[2].partition("\noutputs:\n")[0]
    return re.findall(r"^  (\S+):$", block, re.M)


def test_the_action_has_the_shape_that_github_takes() -> None:
    assert misshapen("actions", [ROOT / "action.yml"]) == ""


def test_the_workflows_have_the_shape_that_github_takes() -> None:
    assert len(COPIES) == 2
    assert misshapen("workflows", [*COPIES, *OWN]) == ""


def test_action_and_workflows_are_safe() -> None:
    assert unsafe([ROOT / "action.yml", *COPIES]) == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("using: composite", "using: composit"),
        ("shell: bash", "shel: bash"),
        ("description: Name of the commit", "describe: Name of the commit"),
    ],
)
def test_a_misshapen_action_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    assert right in ACTION
    (tmp_path / "action.yml").write_text(ACTION.replace(right, wrong, 1), "utf-8")

    assert misshapen("actions", [tmp_path / "action.yml"])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"),
        ("cancel-in-progress: true", "cancel-in-progres: true"),
        ("statuses: write", "statuses: all"),
        ("permissions: {}", "permissions: none-at-all"),
    ],
)
def test_a_misshapen_workflow_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    text = COPIES[0].read_text("utf-8")
    assert right in text
    (tmp_path / "copy.yml").write_text(text.replace(right, wrong, 1), "utf-8")

    assert misshapen("workflows", [tmp_path / "copy.yml"])


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('run: make -C "$GITHUB_ACTION_PATH" setup', "run: make ${{ inputs.url }}", "template-inj"),
        ("@ece7cb06caefa5fff74198d8649806c4678c61a1 # v6.3.0", "@v6", "unpinned-uses"),
    ],
)
def test_an_unsafe_action_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in ACTION
    (tmp_path / "action.yml").write_text(ACTION.replace(right, wrong, 1), "utf-8")

    assert said in unsafe([tmp_path / "action.yml"])


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    permissions:\n      contents: read\n", WRITE_ALL, "excessive-permissions"),
        ("          persist-credentials: false\n", "", "artipacked"),
    ],
)
def test_an_unsafe_workflow_is_found(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    text = COPIES[0].read_text("utf-8")
    assert right in text
    copy = tmp_path / ".github" / "workflows" / "copy.yml"
    copy.parent.mkdir(parents=True)
    copy.write_text(text.replace(right, wrong, 1), "utf-8")

    assert said in unsafe([copy])


def test_no_script_has_anything_put_into_it() -> None:
    texts = [ACTION, *(it.read_text("utf-8") for it in COPIES)]
    found = [script for text in texts for script in scripts(text)]

    assert len(found) >= 7
    assert [it for it in found if "${{" in it] == []


def test_a_script_that_has_something_put_into_it_is_found() -> None:
    text = "steps:\n  - run: |\n      one\n\n      two ${{ x }}\n    env:\n      A: ${{ y }}\n"

    assert scripts(text) == ["|\n      one\n\n      two ${{ x }}"]


def test_every_input_is_used_and_named_as_the_outputs_are() -> None:
    outputs = re.findall(r"^  (\S+):\n    description:.*\n    value:", ACTION, re.M)

    assert {"url", "profile", "expect-commit", "suite", "thresholds", "conditions"} <= set(inputs())
    assert outputs == ["verdict", "report-path", "findings"]
    assert [it for it in (*inputs(), *outputs) if not re.fullmatch(r"[a-z]+(-[a-z]+)*", it)] == []
    assert [it for it in inputs() if not re.search(rf"inputs\.{it}\b(?!-)", ACTION)] == []


def test_the_workflows_say_only_what_the_action_knows() -> None:
    for copy in COPIES:
        text = copy.read_text("utf-8")
        given = text.partition("your-org/layerproof")[2].partition("        with:\n")[2]
        names = re.findall(r"^          ([a-z-]+):", given.partition("        env:\n")[0], re.M)
        assert names
        assert set(names) <= set(inputs())


def test_the_workflows_name_the_version_that_this_is() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    for copy in COPIES:
        assert f"your-org/layerproof@v{project['version']} " in copy.read_text("utf-8")


@pytest.fixture
def job(tmp_path: Path) -> dict[str, str]:
    """A job's environment, in which the command only notes down what it is asked."""
    command = tmp_path / "action" / ".venv" / "bin" / "layerproof"
    command.parent.mkdir(parents=True)
    command.write_text(FAKE, "utf-8")
    command.chmod(0o755)
    (tmp_path / "work").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "GITHUB_ACTION_PATH": str(tmp_path / "action"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "HEARD": str(tmp_path / "heard"),
        "LAYERPROOF_OUT": str(tmp_path / "kept here"),
        "LAYERPROOF_URL": "https://app-1-team.vercel.app",
        "CONTEXT": "layerproof",
    }


def played(script: str, job: dict[str, str], **more: str) -> str:
    """Runs the script of the action in the job's work folder; what it printed."""
    work = Path(job["HEARD"]).parent / "work"
    command = ["bash", str(ROOT / ".ci" / script)]
    environ = {**job, **more}
    done = subprocess.run(
        command, cwd=work, env=environ, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert list(work.iterdir()) == []
    return done.stdout


def heard(job: dict[str, str]) -> list[list[str]]:
    """What the command was asked, call by call."""
    return [json.loads(line)["argv"] for line in Path(job["HEARD"]).read_text("utf-8").splitlines()]


def test_the_proof_is_asked_by_the_environment(job: dict[str, str]) -> None:
    out = job["LAYERPROOF_OUT"]
    Path(out).mkdir()
    Path(out, "load.json").write_text("of an earlier use of the action", "utf-8")

    played("prove", job, LAYERPROOF_URL=HOSTILE, THRESHOLDS=" \n")

    assert heard(job) == [["verify", f"--json={out}/verify.json"]]
    assert json.loads(Path(job["HEARD"]).read_text("utf-8"))["env"]["LAYERPROOF_URL"] == HOSTILE
    assert not Path(out, "load.json").exists()
    assert Path(out, "verify.json").is_file()


def test_without_an_address_nothing_is_proved_and_that_is_told(job: dict[str, str]) -> None:
    played("prove", job, LAYERPROOF_URL=" ", THRESHOLDS="loads: count>0")

    assert not Path(job["HEARD"]).exists()
    assert Path(job["GITHUB_OUTPUT"]).read_text("utf-8") == "code=2\n"
    run = read_run(Path(job["LAYERPROOF_OUT"], "verify.json")).run
    assert (run.verdict, run.exit_code) == (Status.UNKNOWN, 2)
    assert "names no deployment" in run.verdict_reason


def test_thresholds_are_a_load_run_whatever_stands_in_them(job: dict[str, str]) -> None:
    lines = f"load_success: rate>0.99\n\n{HOSTILE}\n--header=x"

    played("prove", job, THRESHOLDS=lines, LOAD_PLAN=HOSTILE)

    assert heard(job)[1] == [
        "load",
        f"--plan={HOSTILE}",
        "--threshold=load_success: rate>0.99",
        f"--threshold={HOSTILE}",
        "--threshold=--header=x",
        f"--json={job['LAYERPROOF_OUT']}/load.json",
    ]


@pytest.mark.parametrize(
    ("verify", "load", "code"),
    [(0, 0, 0), (1, 0, 1), (1, 3, 1), (3, 1, 1), (0, 1, 1), (0, 3, 3), (3, 0, 3), (2, 0, 2)],
)
def test_the_worse_exit_code_is_the_jobs(
    job: dict[str, str], verify: int, load: int, code: int
) -> None:
    codes = {"CODE_VERIFY": str(verify), "CODE_LOAD": str(load)}

    played("prove", job, THRESHOLDS="loads: count>0", LOAD_PLAN="smoke", **codes)

    assert Path(job["GITHUB_OUTPUT"]).read_text("utf-8") == f"code={code}\n"


def test_what_an_app_says_is_no_command(job: dict[str, str]) -> None:
    words = []
    for _ in range(2):
        lines = played("prove", job, THRESHOLDS="").splitlines()
        word = lines[0].removeprefix("::stop-commands::")
        assert re.fullmatch("[0-9a-f]{32}", word)
        assert lines[1:] == ["::error::the app says so", f"::{word}::"]
        words.append(word)

    assert all(one != other for one, other in pairwise(words))


def test_what_it_came_to_is_told_of_what_is_there(job: dict[str, str], tmp_path: Path) -> None:
    out = Path(job["LAYERPROOF_OUT"])
    out.mkdir()
    (out / "verify.json").touch()
    base = tmp_path / "the base"

    told = {"COMMIT": SHA, "CONTEXT": HOSTILE, "COMMENT": "true", "BASE": str(base)}
    played("tell", job, **told)
    base.mkdir()
    (out / "load.json").touch()
    played("tell", job, **{**told, "COMMENT": "false"})

    said = ["publish", f"--commit={SHA}", f"--context={HOSTILE}"]
    assert heard(job) == [
        [*said, f"{out}/verify.json"],
        [*said, "--no-comment", f"--base={base}", f"{out}/verify.json", f"{out}/load.json"],
    ]


@pytest.mark.parametrize(
    ("expected", "commit"), [(SHA, SHA), (SHA[:7], ""), ("", ""), ("$(x)", "")]
)
def test_only_a_whole_commit_is_told(job: dict[str, str], expected: str, commit: str) -> None:
    played("tell", job, COMMIT="", EXPECT_COMMIT=expected, PENDING="true")

    assert heard(job) == [["publish", f"--commit={commit}", "--context=layerproof", "--pending"]]


def test_that_nothing_was_deployed_is_told_alone(job: dict[str, str]) -> None:
    played("tell", job, COMMIT=SHA, NO_DEPLOYMENT=HOSTILE, COMMENT="true")

    assert heard(job)[0][3:] == [f"--no-deployment={HOSTILE}"]
