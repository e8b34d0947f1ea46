import subprocess
import sys

PROGRAM = """
import gevent
from gevent import monkey
monkey.patch_all()
import sys
import urllib.error
import urllib.request
from harness.errors import BadSetting
from harness.measure.book import Key
from harness.swarm.run import Run
from harness.swarm.scrape import serve

run = Run()
run.book.load(Key("server", "mixed"), 20_000, 20_000)
server = serve(run, 0)
url = f"http://127.0.0.1:{server.server_port}"
with urllib.request.urlopen(url + "/metrics") as answer:
    print(answer.headers["content-type"].partition(";")[0])
    lines = answer.read().decode().splitlines()
    print([it for it in lines if it.startswith("session_loads_total")])
try:
    urllib.request.urlopen(url + "/")
except urllib.error.HTTPError as error:
    print(error.code)
try:
    serve(run, server.server_port)
except BadSetting as error:
    print(error)
"""


def test_prometheus_reads_the_run_while_it_goes_on() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=180, check=False
    )

    kind, loads, other, taken = ran.stdout.splitlines()
    assert kind == "text/plain"
    assert loads == '[\'session_loads_total{journey="mixed",layer="server",outcome="ready"} 1.0\']'
    assert other == "404"
    assert "--metrics-port" in taken
    assert "cannot be used" in taken
