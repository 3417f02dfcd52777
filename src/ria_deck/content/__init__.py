"""What the author wrote: topics and specs with their places; nothing is resolved here."""
