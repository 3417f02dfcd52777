"""Finished files go in, what is in them and what is wrong with them comes out; knows nothing of the renderers."""
