"""Numbers, dates and periods in the form that a language's readers expect: values in, text out."""
