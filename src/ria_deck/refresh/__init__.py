"""New numbers in a deck that exists: charts, tables, texts and pictures bound to the tables of data/."""
