"""The minutes of a meeting: told from its entries, put up, objected to, final by the clock; who does what until when."""
