"""Recurring services: Kenduren Mas over all districts, and the days of service points."""
