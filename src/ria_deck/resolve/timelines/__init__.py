"""Timelines: events on a line of time, their ticks and their texts as flags."""
