"""How an order is spoken of: what a message says, what is asked next, what a record says."""
