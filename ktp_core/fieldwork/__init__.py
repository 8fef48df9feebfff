"""The day in the field: the list of a visit, what came of each person, workbooks without network."""
