"""What needs somebody this week: each matter one number, and where to go with it."""
