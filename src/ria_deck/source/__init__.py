"""Files of a project go in; texts, plain data and typed values come out, each with the place it was read from."""
