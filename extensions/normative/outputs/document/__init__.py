"""What PDFs and Word files share: one text out of many files, cut into documents, with links, margins and parts.

Nothing here knows Typst or WordprocessingML, and nothing here is about the cells of tables.
"""
