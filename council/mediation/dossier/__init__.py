"""Everything that may be shown of a case in one file: for the three offices, 12345, a court, or under the noise law."""
