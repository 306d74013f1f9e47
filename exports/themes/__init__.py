"""Themes: sort texts by a codebook, learn from corrections, propose what is missing, hear tone.

Only worker.py may be imported by a running program: everything else loads scikit-learn and
belongs in a process of its own.
"""
