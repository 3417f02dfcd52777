"""What went in, what came out and what has changed since: decks and files go in, manifests and differences come out."""
