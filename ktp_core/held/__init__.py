"""The people behind the numbers of the head's page: who stands where on the way to a card, by name."""
