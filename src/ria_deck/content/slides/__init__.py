"""Topic files: front matter, slides, their blocks, messages and claims."""
