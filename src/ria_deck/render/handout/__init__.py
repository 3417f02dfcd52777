"""The handout: its view of a deck, its page, its PDF."""
