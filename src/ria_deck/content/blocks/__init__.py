"""Figure blocks (chart, table, map, timeline): their mappings checked and decoded."""
