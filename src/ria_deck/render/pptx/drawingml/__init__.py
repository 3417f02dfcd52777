"""DrawingML: elements, colours, text bodies."""
