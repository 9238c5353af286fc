"""Servers of pages that the tests ask for: a plain paper, a hostile newsroom, a name server that changes its mind."""
