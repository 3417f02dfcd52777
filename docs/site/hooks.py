"""What MkDocs doesn't do by itself: the Japanese pages are a site of their own below the English one, and link to it."""

import re
from typing import Any

_ABOVE = re.compile(r"(\]\((?:\.\./)+[\w./-]+)\.md(?=[#)])")


def on_page_markdown(markdown: str, *, config: Any, **_: Any) -> str:
    """Links of a Japanese page to an English one lead to the page that is built of it."""
    return _ABOVE.sub(r"\1.html", markdown) if config.theme["language"] == "ja" else markdown
