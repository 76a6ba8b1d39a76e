"""One way to say no."""


class Refused(Exception):
    """Something is not allowed now. The message is a clear Dutch sentence for the person who asked; nothing changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = str(reason)
