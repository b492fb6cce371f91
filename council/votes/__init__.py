"""Questions put to the lane: who may vote is frozen, every ballot is an entry, the verdict explains itself."""
