"""Templates of slides: Jinja's grammar, run by the interpreter of expressions, with values that keep their cells."""
