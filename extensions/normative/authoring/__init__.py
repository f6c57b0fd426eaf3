"""What authors write becomes nodes: directives, roles, references, and the transforms that fill them in.

Rules of law live in :mod:`normative.model`, and what guards the text in :mod:`normative.guard`; no file is
written here.
"""
