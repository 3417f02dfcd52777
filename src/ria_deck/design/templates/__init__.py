"""Templates of others: opened safely, their layouts mapped, their grounds judged."""
