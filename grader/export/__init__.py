"""Grades for other programs: learning management systems, continuous integration, spreadsheets.

Each module has one function from records (see ``batch.out``) to files: names and contents. Hidden cases give their
names and whether they passed, no more; what came from students is made harmless for the format.
"""
