"""Ledger and rates become arrays, and the arrays say what to expect of chains and search."""
