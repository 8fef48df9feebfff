"""Which days are worked on, and when an institution is not to be visited."""
