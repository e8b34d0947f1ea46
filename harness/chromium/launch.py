"""What a browser of our own is started with, besides what every one is: the profile's hosts and
devices, the environment's proxy, who it says it is.
"""

from collections.abc import Mapping

from harness.browser.agent import FLAG
from harness.browser.launch import profile_arguments
from harness.profile.profile import Profile


def arguments_for(
    profile: Profile,
    *,
    insecure: bool = False,
    proxy: Mapping[str, str] | None = None,
    agent: str = "",
) -> list[str]:
    """The command line for an app of that shape. `proxy` is Playwright's option, whose credentials
    are the `Border`'s business; `insecure` accepts a certificate that nobody signed.
    """
    found = profile_arguments(profile)
    if insecure:
        found.append("--ignore-certificate-errors")
    if proxy:
        found.append(f"--proxy-server={proxy['server']}")
        bypass = [it for it in proxy.get("bypass", "").split(",") if it]
        if bypass:
            found.append(f"--proxy-bypass-list={';'.join(bypass)}")
    if agent:
        found.append(FLAG + agent)
    return found


# The protocol's words for the permissions that Playwright and the profile's authors know.
_GRANTED = {
    "accelerometer": "sensors",
    "ambient-light-sensor": "sensors",
    "background-sync": "backgroundSync",
    "camera": "videoCapture",
    "clipboard-read": "clipboardReadWrite",
    "clipboard-write": "clipboardSanitizedWrite",
    "geolocation": "geolocation",
    "gyroscope": "sensors",
    "magnetometer": "sensors",
    "microphone": "audioCapture",
    "midi": "midi",
    "midi-sysex": "midiSysex",
    "notifications": "notifications",
    "payment-handler": "paymentHandler",
    "storage-access": "storageAccess",
}


def granted(permissions: tuple[str, ...]) -> list[str]:
    """The permissions in the protocol's words; one that is not known is left as it is, so that the
    browser says what is wrong with it.
    """
    return list(dict.fromkeys(_GRANTED.get(it, it) for it in permissions))
