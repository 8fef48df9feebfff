"""Capacity, expected yield, and plan proposals."""
