"""With which flags the browser is started."""

from harness.browser.launch import FAKE_MEDIA, chromium_arguments, free_port, launch_options
from harness.profile.load import load_profile
from harness.profile.profile import Profile


def profile(**hosts: object) -> Profile:
    """The mock's profile with these hosts."""
    known = load_profile("mock")
    changed = known.hosts.model_copy(update=hosts)
    return known.model_copy(update={"hosts": changed})


def test_the_port_is_free() -> None:
    assert 1024 <= free_port() < 65536


def test_hosts_are_mapped_and_blocked_in_one_flag() -> None:
    arguments = chromium_arguments(profile(map={"app.test": "127.0.0.1"}, block=("cdn.test",)), 7)
    assert "--remote-debugging-port=7" in arguments
    assert "--host-resolver-rules=MAP app.test 127.0.0.1,MAP cdn.test ~NOTFOUND" in arguments


def test_media_are_faked_for_whom_they_are_permitted() -> None:
    plain = profile().model_copy(update={"permissions": ()})
    asked = profile().model_copy(update={"permissions": ("microphone",)})
    assert not set(FAKE_MEDIA) & set(chromium_arguments(plain, 7))
    assert set(FAKE_MEDIA) <= set(chromium_arguments(asked, 7))


def test_what_a_person_asked_for_wins() -> None:
    asked = {"args": ["--mute"], "executable_path": "/theirs", "headless": False}
    options = launch_options(asked, executable="/ours", arguments=["--quiet"])
    assert options == {
        "args": ["--quiet", "--mute"],
        "executable_path": "/theirs",
        "headless": False,
    }
    assert "executable_path" not in launch_options(
        {"channel": "chrome"}, executable="/ours", arguments=[]
    )
