"""What is on the table: facts both sides agree on, what each side offers, and the agreement that was signed."""
