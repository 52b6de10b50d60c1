"""Many submissions: from what a learning management system gives out to a verdict for everybody.

collect    a folder or an archive becomes what each student handed in
sort       each student's files become one piece of work per exercise
worker     grades one piece of work, in whatever process it finds itself in
run        hands work to an executor, and keeps every verdict as soon as it is there
"""
