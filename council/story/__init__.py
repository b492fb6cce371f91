"""The top floor: screens that read everything and write nothing."""
