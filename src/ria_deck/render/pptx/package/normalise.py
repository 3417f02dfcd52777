"""Remove everything of the hour and the machine from a saved package."""

from __future__ import annotations

import io
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip entry can carry
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def normalised(data: bytes) -> bytes:
    """Entries in a fixed order with fixed dates and one compression. Packages inside are as they were put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = package.namelist()
        ordered = [name for name in _FIRST if name in names] + sorted(name for name in names if name not in _FIRST)
        for name in ordered:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, package.read(name), compresslevel=6)
    return out.getvalue()
