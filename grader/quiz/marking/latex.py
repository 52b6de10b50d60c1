r"""A small part of LaTeX, read token by token: ``\frac{a}{b}`` becomes ``((a)/(b))``; there are no macros."""

from __future__ import annotations

import re

from grader.messages import _
from grader.quiz.marking.symbols import GREEK
from grader.quiz.marking.tree import Unreadable

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SUBSCRIPT = re.compile(r"_\s*\{([^{}]*)\}")

_SIGNS = {
    "cdot": "·", "times": "×", "ast": "*", "div": "/", "odot": "⊙", "circ": "⊙", "partial": "d", "le": "<=",
    "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "Vert": "||", "lVert": "||",
    "rVert": "||", "|": "||", "top": "⊤", "intercal": "⊺", "prime": "'", "{": "{", "}": "}", "%": "%", "_": "_",
    "leftarrow": "=", "gets": "=", "lbrace": "{", "rbrace": "}", "bmod": "%", "mod": "%", "ell": "l",
    "lbrack": "[", "rbrack": "]",
}  # fmt: skip
_SPACES = frozenset((",", ";", ":", " ", "quad", "qquad", "displaystyle", "textstyle", "thinspace"))
_NOTHING = frozenset(
    ("!", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "limits")
)
_FONTS = frozenset(
    ("mathrm", "text", "mathit", "mathbf", "mathsf", "mathbb", "mathcal", "mathtt", "boldsymbol", "bm", "operatorname",
     "rm", "textrm", "textbf", "textit", "vec", "pmb")
)  # fmt: skip
_FUNCTIONS = frozenset(
    ("exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "sec", "csc", "cot", "arctan")
)
_ACCENTS = {"hat": "_hat", "widehat": "_hat", "bar": "_bar", "overline": "_bar", "tilde": "_tilde", "dot": "_dot"}
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))


def plain(text: str) -> str:
    """``text`` without LaTeX: commands as signs, braces as brackets. Raises Unreadable."""
    if "\\" in text:
        text = _Reader(text.replace("~", " ")).all()
    if "{" in text or "}" in text:
        text = text.replace("{,}", ",")
        text = _SUBSCRIPT.sub(lambda match: "_" + re.sub(r"[\s,_]", "", match[1]), text)
        text = re.sub(r"\{\s*\}", "", text)
    return text


class _Reader:
    """Walks over a text once; arguments are read by recursion, which the length of an answer bounds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def all(self) -> str:
        out = []
        while self.at < len(self.text):
            out.append(self.piece())
        return "".join(out)

    def piece(self) -> str:
        """The next command with its arguments, or the next sign."""
        if self.text[self.at] != "\\":
            self.at += 1
            return self.text[self.at - 1]
        match = _COMMAND.match(self.text, self.at)
        if not match:
            raise Unreadable("latex", _("There is nothing after the last backslash."))
        self.at = match.end()
        return self.command(match[1])

    def command(self, name: str) -> str:
        if name in GREEK:
            return GREEK[name]
        if name in _SIGNS:
            return _SIGNS[name]
        if name in _SPACES:
            return " "
        if name in _NOTHING:
            return ""
        if name in _FUNCTIONS:
            return f" {name}" if self.text[self.at : self.at + 1] == "_" else f" {name} "
        if name in _FRACTIONS:
            return f"(({self.argument()})/({self.argument()}))"
        if name == "sqrt":
            return self.root()
        if name in _FONTS:
            inside = self.argument()
            return inside.strip() if name != "operatorname" else f" {inside.strip()} "
        if name in _ACCENTS:
            return self.argument().strip() + _ACCENTS[name] + " "
        raise Unreadable("latex", _("The LaTeX command {command} is not known here.").format(command=f"\\{name}"))

    def root(self) -> str:
        self.skip()
        degree = ""
        if self.text[self.at : self.at + 1] == "[":
            end = self.text.find("]", self.at)
            if end < 0:
                raise Unreadable("expected:]", _("A closing ] is missing."))
            degree = _Reader(self.text[self.at + 1 : end]).all()
            self.at = end + 1
        inside = self.argument()
        return f"(({inside})^(1/({degree})))" if degree else f" sqrt({inside})"

    def argument(self) -> str:
        """What stands in the next braces, or the next sign."""
        self.skip()
        if self.at >= len(self.text):
            raise Unreadable("latex", _("A LaTeX command at the end has nothing to work on."))
        if self.text[self.at] != "{":
            return self.piece()
        self.at += 1
        out = []
        while self.at < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == "{":
                out.append("{" + self.argument() + "}")
            else:
                out.append(self.piece())
        if self.at >= len(self.text):
            raise Unreadable("expected:}", _("A closing brace is missing."))
        self.at += 1
        return "".join(out)

    def skip(self) -> None:
        while self.text[self.at : self.at + 1] == " ":
            self.at += 1
