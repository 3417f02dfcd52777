"""Topics written in YAML or JSON: their form, the Markdown that they stand for, and the way from one form to the other."""
