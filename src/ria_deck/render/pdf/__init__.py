"""HTML typeset as a tagged PDF (PDF/UA-1)."""
