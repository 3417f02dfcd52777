"""The code of every diagnostic with its meaning in one line; ranges by what the mistake is about."""

CODES: dict[str, str] = {
    # RD0xx files, YAML, project, report.yaml, schema of blocks
    # RD1xx Markdown and topic structure
    # RD2xx expressions, values, claims
    # RD3xx data tables and datapackage
    # RD4xx translation
    # RD5xx layout, fit, theme, fonts, pictures
    "RD590": "a font file that the program needs is missing",
    "RD591": "a font file is not the one that this version was made with",
    # RD6xx charts, maps and tables against their data
    # RD7xx outputs read back
    # RD8xx manifest, differences, fetching
    # RD9xx environment and usage
}
