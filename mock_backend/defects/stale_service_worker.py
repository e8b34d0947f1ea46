"""A service worker serves the runner that it kept when it was installed.

The script of the same name registers itself as that worker, on every page.
"""

NAME = "stale-service-worker"
LINE = "runner.route.dynamic"
WHY = "The template of the app came with an offline mode that keeps the app's shell."
