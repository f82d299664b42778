"""Figures for briefings: one picture laid out on paper, and what is checked on the paper itself."""
