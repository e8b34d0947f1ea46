"""A bare Playwright script: the page loads of a plan, and nothing else; it imports nothing of ours.

    python benchmarks/bare_script.py PLAN.json

The plan: {"executable", "args", "scenarios": [{"rooms": [{"storage": {...}, "acts": [...]}]}]},
where an act is one of

    {"goto": URL, "until": CSS, "least_ms": N}                  one page load in the room's page
    {"start": URL, "select": NAME, "popup": bool, "until": CSS, "least_ms": N}
                                                                a starter: its page, its click, the
    tab that it opens; so long at least after the click
    {"wait_ms": N}                                              looking on
"""

import json
import sys
import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Plan = dict[str, Any]


def main(path: str) -> None:
    """Plays the plan in one browser."""
    with open(path, encoding="utf-8") as file:
        plan: Plan = json.load(file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=plan["executable"] or None, args=plan["args"]
        )
        for scenario in plan["scenarios"]:
            for room in scenario["rooms"]:
                play(browser, room)
        browser.close()


def play(browser: Browser, room: Plan) -> None:
    """One isolated context: its storage, its pages."""
    context = browser.new_context()
    entries = json.dumps(room["storage"])
    context.add_init_script(
        f"for (const [key, value] of Object.entries({entries})) localStorage.setItem(key, value);"
    )
    page = context.new_page()
    for act in room["acts"]:
        if "goto" in act:
            load(page, act)
        elif "wait_ms" in act:
            page.wait_for_timeout(act["wait_ms"])
        else:
            start(context, page, act)
    context.close()


def load(page: Page, act: Plan) -> None:
    """One page load, up to the sign of its end."""
    began = time.monotonic()
    page.goto(act["goto"], wait_until="commit")
    page.locator(act["until"]).first.wait_for()
    rest(page, act["least_ms"], began)


def rest(page: Page, least_ms: float, began: float) -> None:
    """Waits for what is left of so long, since `began`."""
    left_ms = least_ms - (time.monotonic() - began) * 1_000
    if left_ms > 0:
        page.wait_for_timeout(left_ms)


def start(context: BrowserContext, page: Page, act: Plan) -> None:
    """A starter, as a person uses it, up to the ready screen of what it opened."""
    page.goto(act["start"], wait_until="commit")
    if act["select"]:
        page.get_by_label("Student").select_option(label=act["select"])
    began = time.monotonic()
    button = page.get_by_role("button", name="Start interview")
    if act["popup"]:
        with context.expect_page() as opened:
            button.click()
        opened.value.locator(act["until"]).first.wait_for()
    else:
        button.click()
        page.locator(act["until"]).first.wait_for()
    rest(page, act["least_ms"], began)


if __name__ == "__main__":
    main(sys.argv[1])
