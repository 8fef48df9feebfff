"""Print batches: which waiting cards one printer makes next, in the order of urgency, and what became of each."""
