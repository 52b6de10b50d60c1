"""Questions for other programs and for paper.

    choose -> snapshot -> moodle, gift, qti, notebook, sheet -> files and losses

A snapshot is a variant with all its texts written out. What a format cannot carry is a loss, and is said.
"""
