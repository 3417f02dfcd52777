"""Figure blocks (chart, table, map, timeline, kpi): their mappings checked and decoded."""
