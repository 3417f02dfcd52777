"""The handout's pages as pictures, typeset when somebody looks at them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ria_deck.diagnostics import BuildError
from ria_deck.preview.session import Session

_SCALE = 1.6  # pixels a point


@dataclass(slots=True)
class Handouts:
    """Handouts by language; each is typeset again only when its deck is another one."""

    session: Session
    _made: dict[str, tuple[object, bytes]] = field(default_factory=dict)

    def pages(self, language: str) -> Mapping[str, Any]:
        """How many pages there are, and the mark of these bytes; none with a reason where it can't be made."""
        try:
            data = self._pdf(language)
        except BuildError as error:
            return {"pages": 0, "stamp": "", "reason": "; ".join(one.message for one in error.diagnostics)}
        if data is None:
            return {"pages": 0, "stamp": "", "reason": ""}
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            return {"pages": len(document), "stamp": hashlib.sha256(data).hexdigest()[:12], "reason": ""}

    def picture(self, language: str, number: int) -> bytes | None:
        """A page, from 1, as PNG; None where there is none."""
        import io

        import pypdfium2

        data = self._pdf(language)
        if data is None:
            return None
        with pypdfium2.PdfDocument(data) as document:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            target = io.BytesIO()
            page.render(scale=_SCALE).to_pil().save(target, "PNG", compress_level=1)
            return target.getvalue()

    def _pdf(self, language: str) -> bytes | None:
        shown = self.session.decks.get(language)
        if shown is None:
            return None
        kept = self._made.get(language)
        if kept is None or kept[0] is not shown.deck:
            from ria_deck.render.handout.handout import render_handout

            kept = (shown.deck, render_handout(shown.deck, root=self.session.root, keep=self.session.keep))
            self._made[language] = kept
        return kept[1]
