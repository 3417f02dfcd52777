"""`{{ … }}`: parsed, walked step by step over tables, never run as Python; filters and claims."""
