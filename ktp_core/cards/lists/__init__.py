"""Status lists from SIAK: any columns, understood once and remembered, checked row by row."""
