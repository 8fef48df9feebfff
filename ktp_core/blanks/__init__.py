"""Blank cards (blangko): a ledger of who holds how many, how long they last, how many to ask for."""
