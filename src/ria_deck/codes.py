"""The code of every diagnostic with its meaning in one line; ranges by what the mistake is about."""

CODES: dict[str, str] = {
    # RD0xx files, YAML, project, report.yaml, schema of blocks
    "RD001": "a file is missing",
    "RD002": "a path leads out of the project",
    "RD003": "a file can't be read",
    "RD004": "a text file is not UTF-8",
    "RD005": "a character that no output can carry",
    "RD006": "a file is too large",
    "RD010": "YAML that can't be read",
    "RD011": "a key of YAML stands twice",
    "RD012": "a feature of YAML that is not taken: tags, merge keys, infinite numbers, several documents",
    "RD013": "YAML beyond the limits of length, depth, aliases or number of values",
    "RD020": "a key that is not known",
    "RD021": "a key that is missing",
    "RD022": "a value of the wrong type",
    "RD023": "a value that is none of the choices",
    "RD024": "a value out of its bounds",
    "RD030": "there is no project",
    "RD031": "a name that can't name a file or folder",
    "RD032": "a language that is not known, or not among those that are built",
    "RD033": "a topic that is missing",
    "RD034": "an entry that stands twice in a list",
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
