"""Questions put to the roll: frozen electorate, ballots, tally and a verdict that explains itself."""
