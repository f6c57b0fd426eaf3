"""Nothing is let in that may not be, and nothing is lost: files, links, markup, bytes, and words docutils would drop.

What is wrong with paragraphs and citations is found in :mod:`normative.model.checks`, not here.
"""
