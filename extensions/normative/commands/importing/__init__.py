"""``normative import FILE.docx``: sources made of a draft that was written in Word.

What the file says for certain becomes text and options; what is only likely is proposed in a comment above its
paragraph, and everything that was concluded stands in a report with its ground.
"""
