"""What page templates get, typed: the promise that a project's own pages are written against."""

VERSION = 1
"""The version of what pages get. It grows when a key goes or changes its meaning; a new key leaves it as it is."""

CHANGES: dict[int, str] = {}
"""What every version after the first has changed, for those whose pages were made for an earlier one."""
