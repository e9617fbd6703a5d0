"""Wiring: which click asks which query or says which command, and what is redrawn."""
