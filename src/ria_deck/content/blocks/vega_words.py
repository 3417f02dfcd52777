"""Words of Vega-Lite that a chart block does not take, each with what to write here instead.

A word alone is a key; `mark: boxplot` is a value of a key. Nothing of a specification is dropped in silence.
"""

from __future__ import annotations

_SLOT = "the layout's slot and the page decide the size"
_THEME = "colours, type and grid come from templates/theme.yaml"
_MARKS = {
    "boxplot": "summaries are drawn from a table that holds them",
    "circle": "write `point`",
    "square": "write `point`",
    "tick": "write `point`",
    "trail": "write `line`",
    "rect": "write a {table} block",
    "text": "words in a chart are `annotations`",
    "rule": "a line across the chart is an annotation: `annotations: [{x: 2009, text: …}]`",
    "geoshape": "write a {map} block",
    "pie": "write `arc`",
    "donut": "write `arc`",
    "column": "write `bar` with the categories on x",
    "scatter": "write `point`",
}
_MARK_VALUES = {f"{name}: {mark}": words for mark, words in _MARKS.items() for name in ("mark", "type")}

DATA = {
    "url": "list the file in data/datapackage.yaml and write its name: `data: cars`",
    "values": "put the rows into a file of data/, list it in datapackage.yaml, and write its name: `data: cars`",
    "format": "the table's form stands in data/datapackage.yaml",
    "sequence": "a chart draws a table of data/",
}

SORT = {"op": "the channel's `aggregate` is used"}

AXIS = dict.fromkeys(
    (
        "grid",
        "ticks",
        "tickCount",
        "values",
        "labels",
        "labelAngle",
        "domain",
        "orient",
        "offset",
        "labelExpr",
        "tickMinStep",
    ),
    "ticks, grid and labels are chosen alike for the deck and the handout",
) | dict.fromkeys(("labelFontSize", "titleFontSize", "labelColor", "titleColor", "gridColor"), _THEME)

SCALE = {
    "scheme": "name the theme's colours: `range: [series-1, series-2]`",
    "nice": "ticks stand at round numbers always",
    "domainMin": "write `domain: [from, to]`",
    "domainMax": "write `domain: [from, to]`",
    "reverse": "turn the order with `sort`",
    "padding": _THEME,
    "type: log": "logarithmic axes are not drawn",
    "type: sqrt": "only linear axes are drawn",
    "type: pow": "only linear axes are drawn",
}

CHANNEL = {
    "bin": "compute classes in data/",
    "timeUnit": "compute months or years in data/",
    "datum": "a line at a value is an annotation: `annotations: [{x: 2009, text: …}]`",
    "condition": "a condition on points is `pattern:` of the chart or layer",
    "impute": "a missing value is a gap, never made up",
    "bandPosition": _THEME,
    "labels": "`labels` stands beside `mark`",
    "domain": "write `scale: {domain: […]}`",
    "range": "write `scale: {range: […]}`",
    "aggregate: count": "count in data/, or add a column of ones and write `sum`",
    "aggregate: median": "compute it in data/",
    "type: geojson": "write a {map} block",
    "stack: center": "streams are not drawn",
}

ENCODING = {
    "order": "points follow the order of x; `sort` changes it",
    "size": "sizes of points are not drawn: show the number on an axis",
    "shape": "shapes are not drawn: use `color`",
    "fill": "write `color`",
    "stroke": "write `color`",
    "opacity": "use `color`",
    "strokeDash": "use `color`",
    "detail": "use `color`",
    "row": "make a slide for each part",
    "column": "make a slide for each part",
    "facet": "make a slide for each part",
    "tooltip": "nobody can point at a printed chart: use `labels` or `annotations`",
    "href": "links stand in the text",
    "x2": "ranges are not drawn",
    "y2": "ranges are not drawn",
    "radius": "all parts of a ring have one radius",
    "latitude": "write a {map} block",
    "longitude": "write a {map} block",
}

MARK = (
    _MARK_VALUES
    | dict.fromkeys(
        (
            "opacity",
            "size",
            "strokeWidth",
            "strokeDash",
            "point",
            "interpolate",
            "cornerRadius",
            "innerRadius",
            "outerRadius",
            "filled",
            "fill",
            "stroke",
            "line",
            "width",
        ),
        _THEME,
    )
    | {"tooltip": ENCODING["tooltip"], "orient": "bars lie when the categories are on y"}
)

LAYER = _MARK_VALUES | {
    "layer": "layers don't nest",
    "annotations": "`annotations` stands beside `layer`",
    "width": _SLOT,
    "height": _SLOT,
}

RESOLVE_SCALE = {
    "x": "layers share the axis of categories",
    "color": "layers share the colours",
    "xOffset": "layers share the axis of categories",
    "theta": "rings have no layers",
}

RESOLVE = {
    "axis": "write `resolve: {scale: {y: independent}}`",
    "legend": "there are no legends",
}

ANNOTATION = {"label": "write `text`", "color": _THEME, "align": "the place is found"}

CHART = _MARK_VALUES | {
    "width": _SLOT,
    "height": _SLOT,
    "autosize": _SLOT,
    "padding": _SLOT,
    "view": _THEME,
    "config": _THEME,
    "background": _THEME,
    "$schema": "leave it out: a chart block is a part of Vega-Lite, not all of it",
    "description": "write `alt`: it is what readers hear who can't see the chart",
    "params": "there is no selection in a printed chart",
    "selection": "there is no selection in a printed chart",
    "datasets": "tables stand in data/datapackage.yaml",
    "projection": "write a {map} block",
    "facet": "make a slide for each part, or use `color`",
    "repeat": "make a slide for each part",
    "hconcat": "put two charts into `:::: columns`",
    "vconcat": "make a slide for each chart",
    "concat": "put two charts into `:::: columns`",
    "spec": "write the chart itself",
    "legend": "there are no legends: names stand beside their series",
    "x": "write `encoding: {x: …}`",
    "y": "write `encoding: {y: …}`",
    "type": "write `mark: bar`",
    "layers": "write `layer`",
}
