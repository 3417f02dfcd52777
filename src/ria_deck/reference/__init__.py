"""The reference as Markdown pages, made from what the program itself reads with: schemas, words, layouts, codes.

`ria-deck docs` writes the pages; docs/site/mkdocs.yml makes a site of them with the pages written by hand.
"""

from ria_deck.reference.gallery import pictures
from ria_deck.reference.pages import as_one_text, reference_pages

__all__ = ["as_one_text", "pictures", "reference_pages"]
