from pathlib import Path

from harness.machine.runtimes import find_emulator, find_java, find_node
from harness.machine.tests.shims import program

JAR = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"


def jar(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_java_home_comes_before_path(tmp_path: Path) -> None:
    program(tmp_path / "bin", "java", 'echo openjdk version \\"11.0.1\\" >&2')
    program(tmp_path / "home" / "bin", "java", 'echo openjdk version \\"21\\" >&2')
    environ = {"PATH": str(tmp_path / "bin")}

    from_path = find_java(environ)
    from_home = find_java({**environ, "JAVA_HOME": str(tmp_path / "home")})

    assert from_path
    assert from_path.version == "11.0.1"
    assert from_home
    assert from_home.version == "21"


def test_a_java_that_does_not_run_is_none(tmp_path: Path) -> None:
    program(tmp_path, "java", "echo 21; exit 1")

    assert find_java({"PATH": str(tmp_path)}) is None


def test_playwright_brings_a_node_along(tmp_path: Path) -> None:
    own = program(tmp_path, "node", "echo v22.1.0")

    on_path, brought = find_node({"PATH": str(tmp_path)}), find_node({"PATH": ""})

    assert on_path
    assert (on_path.path, on_path.version) == (own, "22.1.0")
    assert brought
    assert brought.path.parts[-3:] == ("playwright", "driver", "node")


def test_the_setting_names_the_emulator(tmp_path: Path) -> None:
    path = jar(tmp_path / "any.jar")

    assert find_emulator({"LAYERPROOF_FIRESTORE_EMULATOR": str(path)}) == path


def test_the_emulator_lies_beside_gcloud(tmp_path: Path) -> None:
    program(tmp_path / "sdk" / "bin", "gcloud", "exit 0")
    path = jar(tmp_path / "sdk" / JAR)

    assert find_emulator({"PATH": str(tmp_path / "sdk" / "bin")}) == path
