"""Private talk: what one side tells the secretary, and how a single line crosses by the speaker's own tap."""
