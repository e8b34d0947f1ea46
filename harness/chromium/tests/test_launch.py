"""What a profile and the environment add to a browser's command line."""

from harness.browser.proxy import proxy_from
from harness.chromium.launch import arguments_for, granted
from harness.profile.load import load_profile

MOCK = load_profile("mock")


def with_hosts(**parts: object) -> list[str]:
    hosts = MOCK.hosts.model_copy(update=parts)
    return arguments_for(MOCK.model_copy(update={"hosts": hosts}))


def test_the_mock_needs_nothing_special() -> None:
    assert arguments_for(MOCK) == []


def test_hosts_are_mapped_and_blocked() -> None:
    rules = with_hosts(map={"app.test": "127.0.0.1:9"}, block=("ads.test",))

    assert rules == ["--host-resolver-rules=MAP app.test 127.0.0.1:9,MAP ads.test ~NOTFOUND"]


def test_devices_are_fake() -> None:
    asked = MOCK.model_copy(update={"permissions": ("camera", "microphone")})

    assert "--use-fake-device-for-media-stream" in arguments_for(asked)
    assert granted(asked.permissions) == ["videoCapture", "audioCapture"]
    assert granted(("gyroscope", "magnetometer", "new-one")) == ["sensors", "new-one"]


def test_a_proxy_is_the_environments() -> None:
    environ = {"HTTPS_PROXY": "http://ann:secret@proxy.test:3128", "NO_PROXY": "in.test"}
    proxy = proxy_from(environ, url="https://app.test")

    said = arguments_for(MOCK, proxy=proxy)

    assert "--proxy-server=http://proxy.test:3128" in said
    [bypass] = [it for it in said if it.startswith("--proxy-bypass-list=")]
    assert bypass.endswith(";in.test;*.in.test")
    assert not [it for it in said if "secret" in it]


def test_a_certificate_and_an_agent() -> None:
    said = arguments_for(MOCK, insecure=True, agent="Layerproof/1 (run r)")

    assert said == ["--ignore-certificate-errors", "--user-agent=Layerproof/1 (run r)"]
