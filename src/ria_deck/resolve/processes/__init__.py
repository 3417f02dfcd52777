"""Processes: their steps as arrows, with words below."""
