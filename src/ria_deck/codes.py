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
    "RD720": "a deck that is no Office file",
    "RD721": "a part of the deck that can't be unpacked",
    "RD722": "a deck without a presentation in it",
    "RD723": "two parts of one name",
    "RD724": "a part that carries the hour of the build",
    "RD725": "a part that is not well-formed XML",
    "RD726": "a part with a DOCTYPE",
    "RD727": "a part without a content type",
    "RD728": "a part with the wrong content type",
    "RD729": "a content type for a part that is not there",
    "RD730": "a relationship to a part that is not there",
    "RD731": "two relationships with one id",
    "RD732": "a relationship that is used but not there",
    "RD733": "a part that belongs to nothing",
    "RD734": "something outside the file that is no hyperlink to http, https or mailto",
    "RD735": "macros or other active content",
    "RD740": "a slide id that stands twice or is none",
    "RD741": "an id of a master or layout that stands twice or is none",
    "RD742": "two shapes of a slide with one id",
    "RD743": "a slide without a layout, or a layout without a master",
    "RD744": "a placeholder that the layout doesn't have",
    "RD745": "notes that don't belong to their slide",
    "RD746": "sections that don't hold each slide once",
    "RD747": "a table whose rows are not alike",
    "RD748": "a text body without a paragraph",
    "RD749": "a text without its language",
    "RD750": "a picture, chart, table or group without alt text",
    "RD751": "a slide without a title",
    "RD752": "two slides with one title",
    "RD753": "a shape that reaches over the edge of the slide",
    "RD754": "a length or colour that is none",
    "RD760": "an axis of a chart that is none",
    "RD761": "a chart without the workbook of its data",
    "RD762": "a formula in a chart's workbook",
    "RD763": "a point of a chart that is no number",
    # RD8xx manifest, differences, fetching
    # RD9xx environment and usage
}
