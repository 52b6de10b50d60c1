"""From tokens to trees, by precedence; a text that can be read in two ways is read in both.

1/2x        loose: (1/2)x         tight: 1/(2x)
log xy      loose: log(x) y       tight: log(xy)
e^2x        loose: (e^2) x        tight: e^(2x)
[x/2] + 1   grouping, or the floor (Gauss's bracket), where whole numbers are asked for
"""

from __future__ import annotations

from grader.messages import _
from grader.quiz.marking.atoms import Atoms
from grader.quiz.marking.lexer import tokens
from grader.quiz.marking.names import Names
from grader.quiz.marking.tree import Node, Unreadable

_COMPARE = ("<", "<=", ">", ">=", "==", "!=")
_PRODUCTS = {"*": "*", "⊙": "*", "·": ".", "×": ".", "@": "@", "/": "/", "//": "//", "%": "%"}
_EXP = Node("name", (), "e")


def readings(
    text: str, names: Names, *, brackets: bool = False, tuples: bool = False, exact: bool = False
) -> list[Node]:
    """All ways to read ``text``, the usual one first; mostly there is one.

    brackets   [x] may mean the floor of x
    tuples     commas make tuples
    exact      an expression of an author: a[i] is an element
    Raises Unreadable.
    """
    found = tokens(text, names, exact=exact)
    trees: list[Node] = []
    gauss = [False, True] if brackets and any(token.value == "[" for token in found) else [False]
    for tight in (False, True):
        for floor in gauss:
            tree = Parser(found, names, tight=tight, gauss=floor, tuples=tuples, exact=exact).all()
            if tree not in trees:
                trees.append(tree)
    return trees


class Parser(Atoms):
    """One reading of the tokens; each method reads one level of precedence, the loosest first."""

    def all(self) -> Node:
        node = self.listed() if self.tuples else self.expression()
        if self.next.kind != "end":
            self.stray()
        return node

    def expression(self) -> Node:
        self.deeper()
        node = self.either()
        if self.says("if"):
            self.take()
            condition = self.either()
            if not self.says("else"):
                raise Unreadable("expected:else", _("After if, else is missing."))
            self.take()
            node = Node("call", (condition, node, self.expression()), "if")
        self.depth -= 1
        return node

    def either(self) -> Node:
        node = self.both()
        while self.says("or"):
            self.take()
            node = Node("or", (node, self.both()))
        return node

    def both(self) -> Node:
        node = self.negation()
        while self.says("and"):
            self.take()
            node = Node("and", (node, self.negation()))
        return node

    def negation(self) -> Node:
        negated = False
        while self.says("not"):
            self.take()
            negated = not negated
        node = self.comparison()
        return Node("not", (node,)) if negated else node

    def comparison(self) -> Node:
        parts, signs = [self.sum()], []
        while self.sees(*_COMPARE):
            signs.append(self.take().value)
            parts.append(self.sum())
        if len(parts) > 2:
            return Node("chain", tuple(parts), tuple(signs))
        return Node(signs[0], tuple(parts)) if signs else parts[0]

    def sum(self) -> Node:
        node = self.product()
        while self.sees("+", "-"):
            node = Node(self.take().value, (node, self.product()))
        return node

    def product(self) -> Node:
        node = self.signed()
        while True:
            if self.sees(*_PRODUCTS):
                sign = self.take()
                spaced = sign.space and self.next.space
                right = self.signed()
                if sign.value == "/":
                    right = self.below(right, spaced and not (node.op == right.op == "num"))
                node = Node(_PRODUCTS[sign.value], (node, right))
            elif self.begins():
                node = self.times(node, self.power())
            else:
                return node

    def below(self, node: Node, spaced: bool) -> Node:
        """What stands below a fraction bar, in the tight reading with all that is written close to it."""
        while self.tight and self.begins() and (spaced or not self.next.space):
            node = self.times(node, self.power())
        return node

    def begins(self) -> bool:
        """Whether the next token begins a factor that is written without a sign before it."""
        token = self.next
        if token.kind in ("name", "function"):
            return True
        if token.kind == "num":
            before = self.tokens[self.at - 1]
            return before.kind == "op" and before.value in (")", "]", "}", "⌋", "⌉", "|")
        if token.value == "|":
            return self.bars == 0
        return token.kind == "op" and token.value in ("(", "[", "{", "⌊", "⌈", "√")

    def signed(self) -> Node:
        if self.sees("-", "+"):
            self.deeper()
            minus = self.take().value == "-"
            node = self.signed()
            self.depth -= 1
            return Node("neg", (node,)) if minus else node
        return self.power()

    def power(self) -> Node:
        base = self.postfix()
        if not self.sees("^"):
            return base
        self.take()
        exponent = self.exponent(close=self.tight and base == _EXP)
        return Node("call", (exponent,), "exp") if base == _EXP else Node("^", (base, exponent))

    def exponent(self, close: bool = False) -> Node:
        """What stands after ^; ``close`` takes in what is written close to it, as in e^2x."""
        self.deeper()
        if self.sees("-", "+"):
            minus = self.take().value == "-"
            node = self.exponent(close)
            node = Node("neg", (node,)) if minus else node
        else:
            bare = self.next.kind in ("num", "name")
            node = self.power()
            while close and bare and self.next.kind in ("num", "name") and not self.next.space:
                node = self.times(node, self.power())
        self.depth -= 1
        return node
