"""The innermost part of an expression: numbers, names, brackets, calls, and what is written after them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.messages import _
from grader.quiz.marking.functions import ARGUMENTS, BARE
from grader.quiz.marking.lexer import Token
from grader.quiz.marking.names import Names
from grader.quiz.marking.tree import Node, Unreadable

DEPTH = 32
"""Brackets in brackets, signs before signs, powers of powers."""

_CLOSE = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
_KEYWORDS = ("axis", "dim", "keepdims", "keepdim")


class Atoms:
    """A place in a list of tokens, and the readers that need no precedence; ``parser`` adds those that do.

    tight, gauss   which reading of an ambiguous text this is
    tuples         commas make tuples
    exact          an expression of an author: a[i] is an element
    """

    def __init__(
        self, found: list[Token], names: Names, *, tight: bool, gauss: bool, tuples: bool, exact: bool
    ) -> None:
        self.tokens = found
        self.names = names
        self.tight = tight
        self.gauss = gauss
        self.tuples = tuples
        self.exact = exact
        self.at = 0
        self.bars = 0
        self.depth = 0

    def expression(self) -> Node:
        """A whole expression."""
        raise NotImplementedError

    def power(self) -> Node:
        """A factor with its powers."""
        raise NotImplementedError

    def exponent(self) -> Node:
        """What stands after ^."""
        raise NotImplementedError

    def deeper(self) -> None:
        """Count one level more. Raises Unreadable when there are too many."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Unreadable("too_deep", _("Too many brackets, signs or powers are inside one another."))

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def sees(self, *signs: str) -> bool:
        return self.next.kind == "op" and self.next.value in signs

    def says(self, word: str) -> bool:
        return self.next.kind == "word" and self.next.value == word

    def close(self, sign: str) -> None:
        if not self.sees(sign):
            if self.next.kind == "end":
                raise Unreadable(f"expected:{sign}", _("A closing {sign} is missing.").format(sign=sign))
            self.stray()
        self.take()

    def stray(self) -> None:
        token = self.next
        if token.value in (")", "]", "}", "⌋", "⌉"):
            raise Unreadable(f"unexpected:{token.value}", _("{sign} closes nothing.").format(sign=token.value))
        if token.value == "," and not self.tuples:
            raise Unreadable("unexpected:,", _("One expression is asked for, without a comma."))
        if token.kind == "num":
            raise Unreadable(
                "unexpected:number", _("A sign such as * is missing before {number}.").format(number=token.text)
            )
        if token.kind == "end":
            raise Unreadable("incomplete", _("Something is missing at the end."))
        text = token.text or str(token.value)
        raise Unreadable(f"unexpected:{text}", _("Something is missing before {sign}.").format(sign=text))

    def times(self, left: Node, right: Node) -> Node:
        return Node("." if self.names.matrices else "*", (left, right))

    def listed(self) -> Node:
        """One expression, or several with commas."""
        first = self.expression()
        if not self.sees(","):
            return first
        parts = [first]
        while self.sees(","):
            self.take()
            if self.next.kind == "end" or self.sees(")", "]", "}"):
                break
            parts.append(self.expression())
        return Node("tuple", tuple(parts))

    def postfix(self) -> Node:
        node = self.atom()
        while True:
            if self.next.kind == "T" or (self.names.matrices and self.sees("'")):
                self.take()
                node = Node("T", (node,))
            elif self.next.kind == "attribute":
                node = self.method(node, self.take().value)
            elif self.exact and self.sees("[") and not self.next.space:
                self.take()
                node = Node("index", (node, *self.until("]")))
            elif self.names.matrices and self.sees("[") and not self.next.space and node.op == "name":
                raise Unreadable("index", _("Elements of an array are not asked for here, but the whole."))
            else:
                return node

    def method(self, node: Node, name: str) -> Node:
        opening = self.take()
        args = self.until(_CLOSE[opening.value])
        name = {"matmul": "dot", "mm": "dot", "permute": "transpose"}.get(name, name)
        return self.call(name, (node, *args))

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "num":
            return Node("num", (), token.value)
        if token.kind == "name":
            return Node("name", (), token.value)
        if token.kind == "function":
            return self.function(token)
        if token.kind == "preT":
            return Node("T", (self.postfix(),))
        if token.value == "√":
            return self.call("sqrt", (self.bare(),))
        if token.value == "|":
            return self.absolute()
        if token.kind == "op" and token.value in _CLOSE:
            return self.group(token.value)
        self.at -= 1
        self.stray()
        raise AssertionError

    def group(self, opening: str) -> Node:
        bars, self.bars = self.bars, 0
        node = self.listed() if self.tuples else self.expression()
        self.close(_CLOSE[opening])
        self.bars = bars
        if opening in "⌊⌈" or (opening == "[" and self.gauss):
            return Node("call", (node,), "ceil" if opening == "⌈" else "floor")
        return node

    def absolute(self) -> Node:
        self.bars += 1
        node = self.expression()
        self.close("|")
        self.bars -= 1
        inner = node.op == "call" and node.value == "abs" and self.names.matrices
        return self.call("norm", node.args) if inner else self.call("abs", (node,))

    def function(self, token: Token) -> Node:
        """A call; ``tanh^2(x)`` is a power of it, and ``log y`` needs no brackets."""
        exponent = None
        if self.sees("^"):
            self.take()
            exponent = self.exponent() if self.sees("-") else self.postfix()
            if exponent.op == "neg":
                raise Unreadable("inverse", _("f^-1 can be read in two ways: write 1/f(x)."))
        if self.sees("(", "[", "{"):
            node = self.call(token.value, tuple(self.until(_CLOSE[self.take().value])))
        elif token.value in BARE and (self.next.kind in ("num", "name", "function") or self.sees("√", "|")):
            node = self.call(token.value, (self.bare(),))
        else:
            name = token.text or token.value
            raise Unreadable("expected:(", _("After {name}, brackets are missing.").format(name=name))
        return node if exponent is None else Node("^", (node, exponent))

    def bare(self) -> Node:
        """The argument of a function without brackets."""
        if self.sees("(", "[", "{"):
            return self.postfix()
        if self.sees("+", "-"):
            self.stray()
        if not self.tight:
            return self.power() if self.tokens[self.at - 1].value != "√" else self.postfix()
        node = self.power()
        while self.next.kind in ("num", "name") and not self.next.space:
            node = self.times(node, self.power())
        return node

    def until(self, closing: str) -> Iterator[Node]:
        """Arguments up to a bracket."""
        bars, self.bars = self.bars, 0
        args: list[Node] = []
        while not self.sees(closing):
            if args:
                if not self.sees(","):
                    self.close(closing)
                self.take()
                if self.sees(closing):
                    break
            args.append(self.argument())
        self.take()
        self.bars = bars
        return iter(args)

    def argument(self) -> Node:
        if self.next.kind == "word" and self.tokens[self.at + 1].value == "=":
            name = self.take().value
            self.take()
            if self.says("True") or self.says("False"):
                return Node("keyword", (Node("num", (), int(self.take().value == "True")),), name)
            return Node("keyword", (self.expression(),), name)
        return self.expression()

    def call(self, name: str, args: tuple[Node, ...]) -> Node:
        least, most = ARGUMENTS[name]
        count = sum(one.op != "keyword" for one in args)
        for one in args:
            if one.op == "keyword" and (name not in ("sum", "mean") or one.value not in _KEYWORDS):
                raise Unreadable("keyword", _("The argument {name} is not understood here.").format(name=one.value))
        if not least <= count <= most:
            sentence = _("{name} does not take {count} arguments.")
            raise Unreadable("arguments", sentence.format(name=name, count=count))
        return Node("call", args, name)
