"""The life of a text: how it is frozen, and what became of each paragraph between two drafts.

What a draft is stands in :mod:`normative.model.draft`, for the register holds drafts and this room reads the register.
"""
