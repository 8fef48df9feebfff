"""Cards that stay where they are too long: which, since when, who acts next, and what was agreed about each."""
