"""Finished cards on their way: parcels, who has them, into whose hand they went, what was destroyed."""
