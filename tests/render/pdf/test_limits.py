"""What setting a page may take grows with the page."""

from __future__ import annotations

import sys

import pytest

from ria_deck.render.pdf.press import _limits


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps this limit")
def test_a_long_page_may_take_more_memory() -> None:
    import resource

    allowed = []
    for length in (0, 5_000_000):
        with _limits(length):
            allowed.append(resource.getrlimit(resource.RLIMIT_DATA)[0])
    assert 900 < (allowed[1] - allowed[0]) / 2**20 < 1_100
