"""Which part of the lane a building head looks after."""
