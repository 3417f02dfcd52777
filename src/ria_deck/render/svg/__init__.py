"""Charts, maps and timelines drawn as SVG."""
