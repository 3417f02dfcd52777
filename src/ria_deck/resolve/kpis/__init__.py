"""Key figures: their numbers and words, and their places."""
