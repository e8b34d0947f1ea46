import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from harness.profile.load import load_profile
from harness.profile.place import Health
from harness.profile.profile import Profile
from harness.stage.environment import said_production


class Deployment(BaseHTTPRequestHandler):
    """Says at each path that it is the environment of that name."""

    def do_GET(self) -> None:
        said = self.path.rpartition("/")[2]
        body = f'{{"vercel": {{"env": "{said}"}}}}' if said != "silent" else "<h1>Nothing</h1>"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stays silent."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Deployment)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def profile(health: Health | None) -> Profile:
    return load_profile("demo").model_copy(update={"health": health})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/is/production", "says that this is production"),
        ("/is/Production", "says that this is production"),
        ("/is/silent", "does not say 'vercel.env'"),
        ("/is/", "does not say 'vercel.env'"),
        ("/is/preview", ""),
    ],
)
def test_what_the_health_page_says_counts_and_silence_is_production(
    origin: str, path: str, said: str
) -> None:
    asked = profile(Health(path=path, environment="vercel.env"))

    found = said_production(origin, asked, headers={})

    assert said in found
    assert bool(found) == bool(said)


def test_nobody_is_asked_where_the_profile_says_nothing() -> None:
    nowhere = "http://127.0.0.1:9"

    assert said_production(nowhere, profile(None), headers={}) == ""
    assert said_production(nowhere, profile(Health(path="/h", commit="c")), headers={}) == ""
