"""Part names counted instead of searched: python-pptx walks the whole package for every new part's name."""

from __future__ import annotations

from collections import Counter

from pptx.opc.package import OpcPackage
from pptx.opc.packuri import PackURI


def count_part_names(package: OpcPackage) -> None:
    """Make `package.next_partname` constant in time: with hundreds of notes and charts the search takes most of a save.

    A name that the package had before (a user's template) is passed over.
    """
    taken = {str(part.partname) for part in package.iter_parts()}
    counts: Counter[str] = Counter()

    def next_partname(template: str) -> PackURI:
        while True:
            counts[template] += 1
            name = template % counts[template]
            if name not in taken:
                return PackURI(name)

    package.next_partname = next_partname  # type: ignore[method-assign, assignment]
