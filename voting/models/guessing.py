"""How many wrong codes came from where, lately: the memory of `voting.wrong_codes`."""

from django.db import models


class WrongCodes(models.Model):
    """Wrong codes in one window of ten minutes. A network has a place by a keyed hash; place -1 is everybody together.

    There are no more places than `voting.wrong_codes.PLACES`, so nobody can fill this table, and two networks may
    share one. Unlogged: it survives a restart of everything, and is in no backup and no WAL archive.
    """

    place = models.IntegerField(primary_key=True)
    tries = models.PositiveIntegerField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place}: {self.tries}"
