"""The outstanding print backlog: cards that may be printed today and are not."""
