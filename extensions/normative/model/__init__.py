"""The law itself: instruments, provisions, paragraphs, convergences and what is computed from them.

Standard library only, so that a rule can be read, tested and reused without Sphinx; markup, colours and builds do not
belong here.
"""
