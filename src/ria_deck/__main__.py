"""`python -m ria_deck`: the same as the command `ria-deck`."""

from ria_deck.cli import main

if __name__ == "__main__":  # worker processes import this module too
    main()
