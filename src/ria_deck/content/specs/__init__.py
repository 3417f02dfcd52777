"""What the author wrote as frozen values, each with its place: slides, figures, messages."""
