"""A deck that was built and then changed by hand goes in, what to change in the sources comes out."""
