"""Table blocks: their rows and columns, and the widths of columns on slides and printed pages."""
