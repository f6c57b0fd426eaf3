"""An incremental build equals a clean one.

What pages show is computed in :mod:`normative.project`; here it is only asked whether it has moved. That an output is
there whole or not at all is a promise of :mod:`normative.commands`.
"""
