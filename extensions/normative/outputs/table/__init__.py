"""What tables look like in any output: widths of columns, shades of cells, charts.

What stands in the cells is computed in :mod:`normative.model.tables`; the words of a format belong to its output.
"""
