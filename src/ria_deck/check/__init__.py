"""Check finished files: what is in them and what is wrong with them; knows nothing of the renderers."""
