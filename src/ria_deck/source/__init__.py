"""Read a project's files as texts, plain data and typed values, each with its place."""
