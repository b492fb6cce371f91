"""The lane's own law: drafts and their clauses, soundings, rewording, adoption, versions."""
