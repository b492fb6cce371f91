"""The public log: leaves, tree, checkpoints, proofs and their checking; it knows no other domain."""
