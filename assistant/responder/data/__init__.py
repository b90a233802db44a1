"""Training data for the responder, made here: invented shops, their shoppers, grounded replies."""
