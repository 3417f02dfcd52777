"""Lines of text: breaking, leading, widows."""
