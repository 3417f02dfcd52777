"""Claims of refresh.yaml: each sentence must be in the deck, and what it rests on must hold."""

from __future__ import annotations

from collections.abc import Sequence

from ria_deck.content.specs.slides import Claim
from ria_deck.diagnostics import Report, Span
from ria_deck.ooxml.presentation import Presentation, paragraph_text
from ria_deck.refresh.binding import FILE, RefreshClaim
from ria_deck.resolve.expressions.claims import check_claims
from ria_deck.resolve.expressions.evaluator import Evaluator


def check_refresh_claims(
    claims: Sequence[RefreshClaim], presentation: Presentation, evaluator: Evaluator, report: Report
) -> None:
    """Report every claim whose sentence the deck doesn't have (RD847) or that the data don't bear out (RD240)."""
    if not claims:
        return
    places = [
        (" ".join(paragraph_text(one).split()), slide.number, shape.name)
        for slide in presentation.slides
        for shape in slide.shapes
        for one in shape.paragraphs
    ]
    checked: list[Claim] = []
    for index, claim in enumerate(claims):
        written = Span(path=FILE, place=f"claims[{index}]")
        sentence = " ".join(claim.says.split())
        found = next(((number, name) for text, number, name in places if sentence in text), None)
        if found is None:
            report.error(
                "RD847", f"the deck has no text “{claim.says}”", written, hint="copy the sentence from the deck"
            )
            continue
        place = Span(path=FILE, place=f"claims[{index}], slide {found[0]}, {found[1]}")
        checked.append(Claim(that=claim.that, says=claim.says, span=written, says_span=written, sentence=place))
    check_claims(checked, evaluator, report)
