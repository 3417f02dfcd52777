"""Charts: rows to series, axes, ticks, labels and annotations in their places."""
