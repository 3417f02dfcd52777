"""What marks that are made of others need: floating bars, readings for tables, formulas for workbooks."""
