"""`transform:` of charts and tables: rows and columns computed by pandas, every cell still knowing where it is from."""
