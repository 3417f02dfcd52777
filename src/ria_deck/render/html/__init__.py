"""HTML pages from Jinja templates: sandbox, design tokens, views of text and figures."""
