from pathlib import Path

import pytest

from examples.emulator import command
from examples.failure import Missing


def program(folder: Path, name: str) -> Path:
    made = folder / name
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


def test_it_is_started_on_loopback(tmp_path: Path) -> None:
    java, jar = program(tmp_path, "java"), program(tmp_path, "emulator.jar")
    environ = {"PATH": str(tmp_path), "FIRESTORE_EMULATOR_JAR": str(jar)}

    said = command(9, environ)

    assert said[:3] == [str(java), "-cp", str(jar)]
    assert said[-2:] == ["--host=127.0.0.1", "--port=9"]


def test_without_java_the_message_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="needs Java, and there is none"):
        command(9, {"PATH": str(tmp_path)})


def test_a_named_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    program(tmp_path, "java")

    with pytest.raises(Missing, match=r"gone\.jar"):
        command(9, {"PATH": str(tmp_path), "FIRESTORE_EMULATOR_JAR": str(tmp_path / "gone.jar")})
