"""The legal matter itself: instruments, provisions, paragraphs, convergences and what is computed from them.

Standard library only, so that a rule can be read, tested and reused without Sphinx.
"""
