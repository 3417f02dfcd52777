"""Figure blocks (chart, table, map, timeline, kpi, process): their mappings checked and decoded."""
