"""Remove everything of the hour and the machine from a saved package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip entry can carry
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def normalised(data: bytes) -> bytes:
    """Entries in a fixed order with fixed dates and one compression. Packages inside are as they were put in."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({name: package.read(name) for name in package.namelist()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package: in a fixed order, with fixed dates and one compression."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in [name for name in _FIRST if name in parts] + sorted(parts.keys() - set(_FIRST)):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()
