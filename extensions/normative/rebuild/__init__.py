"""An incremental build equals a clean one, and an output is there whole or not at all.

What pages show is computed in :mod:`normative.project`; here it is only asked whether it has moved.
"""
