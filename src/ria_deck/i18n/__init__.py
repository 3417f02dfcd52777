"""Which words, in which language, in which form: messages and catalogs go in, translations and formatted strings
come out."""
