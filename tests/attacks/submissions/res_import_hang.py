"""A module that never finishes importing ends with the time allowed."""

EXPECT = "fail:timeout"
LAYERS = ("deadline",)

while True:
    pass
