"""弄堂议事会 (Lane Council): see council/README.md for the way through this house."""
