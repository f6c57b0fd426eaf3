"""What a build knows: its settings, its data files, what was read, where everything is, and how findings are told.

Directives and outputs ask here and change nothing; what the law says is in :mod:`normative.model`.
"""
