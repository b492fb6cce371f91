"""Between the two sides: the shared goal, and who stands by it."""
