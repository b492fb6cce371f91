"""Before a meeting: moving and cancelling it, setting its agenda in order, inviting people, reminding them."""
