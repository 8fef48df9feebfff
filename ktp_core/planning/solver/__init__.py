"""How a plan is searched for: an integer programme over groups of days, and patterns of a day by column generation.

`planning.proposal` is the only one who asks: `programme` wishes and bounds, `packing` makes a plan of its wishes,
`patterns` makes another, `neighbours` makes the best of them better.
"""
