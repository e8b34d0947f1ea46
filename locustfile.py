"""Locust's way in: `locust -f locustfile.py --host URL`; `harness.swarm` has what it wires."""

from harness.swarm.wiring import Visitor

__all__ = ["Visitor"]
