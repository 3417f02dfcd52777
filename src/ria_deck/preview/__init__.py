"""The talk in a browser while one writes it: a server on this machine, a session that stays warm, a page."""
