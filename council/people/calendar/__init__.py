"""The working days of a council: the state's holidays, the council's own table, working time between two moments."""
