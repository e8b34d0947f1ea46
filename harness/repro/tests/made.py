"""Findings for scripts, written by hand."""

from dataclasses import replace

from harness.model.look import Look
from harness.model.run import Finding
from harness.profile.load import load_profile

PROFILE = load_profile("mock")
FOUND = Finding(
    invariant="url-id-resolves",
    line="server.lookup",
    reason="The starter opened the runner with an id that leads nowhere.",
    starter="org",
    layer="",
    conditions=(),
    trace="j1.1",
    evidence=(),
    repeat="layerproof verify --defect url-id-not-document-id",
    cause="The starter opened the runner with an id that leads nowhere.",
    rank=1,
    suffers="The link that a starter opens leads to no session.",
    look=Look(request="GET /api/interview/session/{id}"),
)


def a_finding(line: str, *conditions: str, starter: str = "org") -> Finding:
    """A finding on that line, under those conditions."""
    return replace(FOUND, line=line, conditions=conditions, starter=starter)
