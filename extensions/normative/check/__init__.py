"""A check of the source alone, for editors and before a commit: no Sphinx, no docutils, under a second.

It reads what it needs of reStructuredText by itself and hands it to the same index and the same checks as a build, so
that a finding has the same words and the same line. What needs the finished text is left to the build: tables,
footnotes, the bibliography and the PDF.
"""
