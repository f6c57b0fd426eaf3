"""From files to values of the model, with every fault as a finding at its line; standard library alone.

One module a kind of file. What the values mean is in :mod:`normative.model`; where the files lie, in
:mod:`normative.project.files`.
"""
