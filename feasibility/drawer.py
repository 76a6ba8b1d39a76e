"""Where the table's files lie on disk (common.drawer)."""

from common.drawer import Drawer

_drawer = Drawer("tafel")
path_of, put, throw_away, older_than = _drawer.path_of, _drawer.put, _drawer.throw_away, _drawer.older_than
