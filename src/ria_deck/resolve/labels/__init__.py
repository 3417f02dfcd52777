"""Places for labels that cross neither each other nor what they name."""
