"""Escape sequences, markup, formulas and forged lines in a message are only text in every report."""

EXPECT = "fail:exception"
LAYERS = ("report",)
TEXT = "\x1b[2J\x1b]0;owned\x07\r<script>alert(1)</script>\n=HYPERLINK(1)\nconv_forward: passed\u202e\x9b31m"


def conv_forward(x, w, b, stride, padding):
    print(TEXT)
    raise type("Evil\x1b[31m", (ValueError,), {})(TEXT)
