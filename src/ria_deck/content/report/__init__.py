"""report.yaml and credits.yaml, read and checked."""
