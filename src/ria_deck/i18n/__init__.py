"""Which words, in which language, in which form: translations and formatted strings."""
