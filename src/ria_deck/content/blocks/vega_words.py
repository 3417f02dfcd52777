"""Words of Vega-Lite that a chart block does not take, each with what to write here instead.

A word alone is a key; `mark: boxplot` is a value of a key. Nothing of a specification is dropped in silence.
"""

from __future__ import annotations

_SLOT = "leave it out: the slot and the page decide the size"
_THEME = "set colours, type and grid in templates/theme.yaml"
_MARKS = {
    "circle": "write `point`",
    "square": "write `point`",
    "tick": "write `point`",
    "trail": "write `line`",
    "text": "write text in a chart as `annotations`",
    "geoshape": "write a {map} block",
    "donut": "write `arc`; `pie` has no hole",
    "column": "write `bar` with the categories on x",
    "scatter": "write `point`",
}
_MARK_VALUES = {f"{name}: {mark}": words for mark, words in _MARKS.items() for name in ("mark", "type")}

DATA = {
    "url": "list the file in data/datapackage.yaml and write its name: `data: cars`",
    "values": "put the rows into a file of data/, list it in datapackage.yaml, and write its name: `data: cars`",
    "format": "describe the file in data/datapackage.yaml",
    "sequence": "charts draw tables from data/",
}

SORT = {"op": "write `aggregate` in the channel"}

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
    "leave it out: ticks, grid and labels follow the theme in deck and handout",
) | dict.fromkeys(("labelFontSize", "titleFontSize", "labelColor", "titleColor", "gridColor"), _THEME)

SCALE = {
    "scheme": "name theme colours: `range: [series-1, series-2]`",
    "nice": "leave it out: ticks are always at round numbers",
    "domainMin": "write `domain: [from, to]`",
    "domainMax": "write `domain: [from, to]`",
    "reverse": "reverse the order with `sort`",
    "padding": _THEME,
    "type: sqrt": "only linear axes are supported",
    "type: pow": "only linear axes are supported",
}

CHANNEL = {
    "bin": "write a step of `transform`: `{bin: true, field: …, as: …}`",
    "timeUnit": "write a step of `transform`: `{timeUnit: yearmonth, field: …, as: …}`",
    "impute": "missing values stay gaps; leave this key out",
    "bandPosition": _THEME,
    "labels": "write `labels` beside `mark`",
    "domain": "write `scale: {domain: […]}`",
    "range": "write `scale: {range: […]}`",
    "aggregate: count": "write a step of `transform`: `{aggregate: [{op: count, as: …}], groupby: […]}`",
    "aggregate: median": "write a step of `transform`: `{aggregate: [{op: median, field: …, as: …}], groupby: […]}`",
    "type: geojson": "write a {map} block",
    "stack: center": "streamgraphs aren't supported",
}

ENCODING = {
    "order": "points follow the order of x; change it with `sort`",
    "shape": "point shapes aren't supported: write `color`",
    "fill": "write `color`",
    "stroke": "write `color`",
    "opacity": "use `color`",
    "strokeDash": "use `color`",
    "detail": "use `color`",
    "tooltip": "a printed chart has no tooltips: use `labels` or `annotations`",
    "href": "write links in the text",
    "radius": "all parts of a doughnut have the same radius",
    "latitude": "write a {map} block",
    "longitude": "write a {map} block",
}

FACET = {
    "header": "leave it out: each panel has its value as its title",
    "title": "leave it out: each panel has its value as its title",
    "spacing": _THEME,
    "align": "leave it out: panels are alike",
    "center": "leave it out: panels begin at the left",
    "bin": CHANNEL["bin"],
    "timeUnit": CHANNEL["timeUnit"],
}

MARK = (
    _MARK_VALUES
    | dict.fromkeys(
        (
            "opacity",
            "size",
            "strokeWidth",
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
    | {"tooltip": ENCODING["tooltip"], "orient": "for horizontal bars put the categories on y"}
)

LAYER = _MARK_VALUES | {
    "layer": "layers can't be nested",
    "annotations": "write `annotations` beside `layer`",
    "width": _SLOT,
    "height": _SLOT,
}

RESOLVE_SCALE = {
    "x": "layers share the category axis",
    "color": "layers share their colours",
    "xOffset": "layers share the category axis",
    "theta": "doughnut charts can't have layers",
}

RESOLVE = {
    "axis": "write `resolve: {scale: {y: independent}}`",
    "legend": "leave it out: series are labelled directly, without a legend",
}

ANNOTATION = {
    "label": "leave it out: the program finds the place",
    "color": _THEME,
    "align": "leave it out: the program finds the place",
}

CHART = _MARK_VALUES | {
    "width": _SLOT,
    "height": _SLOT,
    "autosize": _SLOT,
    "padding": _SLOT,
    "view": _THEME,
    "config": _THEME,
    "background": _THEME,
    "$schema": "leave it out: chart blocks support a subset of Vega-Lite",
    "description": "write `alt`: screen readers read it to people who can't see the chart",
    "params": "a printed chart has no selections",
    "selection": "a printed chart has no selections",
    "datasets": "list tables in data/datapackage.yaml",
    "projection": "write a {map} block",
    "facet": "write `encoding: {facet: …}`",
    "columns": "write `encoding: {facet: {field: …, columns: 3}}`",
    "repeat": "bring the columns into one with `transform: [{fold: […]}]` and write `encoding: {facet: key}`",
    "hconcat": "put two charts into `:::: columns`",
    "vconcat": "make a slide for each chart",
    "concat": "put two charts into `:::: columns`",
    "spec": "write the chart itself",
    "legend": "leave it out: series are labelled directly, without a legend",
    "x": "write `encoding: {x: …}`",
    "y": "write `encoding: {y: …}`",
    "type": "write `mark: bar`",
    "layers": "write `layer`",
}
