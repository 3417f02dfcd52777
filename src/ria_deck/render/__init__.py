"""A deck goes in, files come out: PowerPoint, handout, printed slides, pictures; nothing is decided here."""
