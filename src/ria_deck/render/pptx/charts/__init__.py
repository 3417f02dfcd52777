"""Native charts: plots, axes, user shapes and their workbooks."""
