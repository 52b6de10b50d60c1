"""Start the student's process, call a function in it: arrays in, arrays out."""

from grader.runner.launch import Child, start

__all__ = ["Child", "start"]
