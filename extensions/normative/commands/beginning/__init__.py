"""``normative new``: a small project for a new text, in files that a person reads in ten minutes and then owns."""
