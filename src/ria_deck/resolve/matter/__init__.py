"""Front and back matter: cover, contents, source lines, data tables, colophon."""
