"""Small multiples: a chart for each value of a column, all over one scale."""
