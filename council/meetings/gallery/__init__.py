"""What strangers are shown of a meeting: which names, how late, whom to ask; set before it opens, frozen from then on."""
