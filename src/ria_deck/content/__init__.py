"""What the author wrote: content/ goes in, symbolic topics and specs with spans come out; nothing is resolved here."""
