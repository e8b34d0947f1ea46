"""What keeps an example from being tried at all."""


class Missing(Exception):
    """A program or a file that is not on this machine; the message says what and the cure."""


class Broken(Exception):
    """A step that did not go well; the message says which, and where its output is."""
