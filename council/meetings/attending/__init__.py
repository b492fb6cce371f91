"""Who is in the hall: helped in at the desk, gone out and come back, noted by mistake; and how many watch without an account."""
