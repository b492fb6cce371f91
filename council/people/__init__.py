"""Who belongs: councils and their lane, the roll, households and shops, offices, cards and sign-in."""
