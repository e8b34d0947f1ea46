"""Tokens, accounts and who is calling."""
