"""Ctrl-C in a process of gevent's greenlets."""

import signal

import gevent


def interrupt_main_only() -> None:
    """Has Ctrl-C raise KeyboardInterrupt where the main greenlet waits, and nowhere else.

    Python's own handler raises it in whatever runs at that moment. In a virtual user it would end a
    load that then counts nowhere, with a traceback on the terminal.
    """
    main = gevent.get_hub().parent
    gevent.signal_handler(signal.SIGINT, lambda: main.throw(KeyboardInterrupt))
