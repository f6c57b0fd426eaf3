"""What readers get: the site, PDFs, Word files, EPUB, and the files of the tables, of the words and of the findings.

Each output reads the finished text and writes files. Rules of law do not belong here, nor does anything that changes
what was read.
"""
