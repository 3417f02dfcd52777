"""Pictures, SVG files and the logo: checked, measured, re-encoded."""
