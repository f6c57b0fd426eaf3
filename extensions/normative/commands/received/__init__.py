"""Readers of what strangers send: nothing in it is run, followed or expanded without limit.

Each gives remarks, or says by sheet and cell, line or part what is wrong; files that are not what their names say are
refused before a part of them is parsed. They stand on the standard library, so that no extra is needed to read a reply.
"""
