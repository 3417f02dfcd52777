"""Where tables come from that aren't files of the project: requests, databases, and what their answers become."""
