"""The Markdown dialect on markdown-it: block and inline rules, attributes, opaque expressions."""
