"""From what people type to plain text: one width, one kind of dash, superscripts as powers, LaTeX as brackets."""

from __future__ import annotations

import re
import unicodedata

from grader.messages import _
from grader.quiz.marking import latex
from grader.quiz.marking.symbols import KANA, MARKS, SIGNS
from grader.quiz.marking.tree import Unreadable

LONGEST = 200

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_KANA = re.compile("|".join(sorted(KANA, key=len, reverse=True)))
_POWER = re.compile(r"(?:の)?([0-9]+|二|三|自)乗")
_NUMERALS = {"二": "2", "三": "3", "自": "2"}
_PART = re.compile(r"([0-9]+|[一二三四五六七八九])分の([0-9]+|[一二三四五六七八九])")
_TRANSPOSED = re.compile(r"\^\s*[({]\s*[⊤⊺]\s*[)}]|\^?\s*[⊤⊺]")
_PRIMED = re.compile(r"\^\s*(?:[({]\s*('+)\s*[)}]|('+))")


def normalise(text: str, longest: int = LONGEST) -> str:
    """``text`` in the signs that the lexer knows. Raises Unreadable for what cannot be an answer."""
    text = text.strip(" \t\r\n\u3000")
    if not text:
        raise Unreadable("empty", _("There is no answer."))
    if len(text) > longest:
        sentence = _("An answer has at most {most} characters; this one has {count}.")
        raise Unreadable("too_long", sentence.format(most=longest, count=len(text)))
    _refuse_hidden(text)
    text = _kana(letters(text, keep_spaces=True)).translate(SIGNS)
    text = latex.plain(_unwrapped(text))
    text = text.replace(":=", "=")
    text = _TRANSPOSED.sub("^(T)", text)
    text = _PRIMED.sub(lambda match: match[1] or match[2], text)
    return _without_end(text)


def letters(text: str, *, keep_spaces: bool = False) -> str:
    """One width, accents as parts of names, raised and lowered signs as ``^( )`` and ``_``; ∂ as d in a name."""
    text = _raised(text)
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = "".join(map(_unmarked, _composed(text)))
    return text if keep_spaces else text.replace("∂", "d").replace(" ", "")


def _refuse_hidden(text: str) -> None:
    for character in text:
        if character != "\t" and unicodedata.category(character) in _HIDDEN:
            sentence = _("The answer contains an invisible character (U+{code}). Type it again without it.")
            raise Unreadable("character", sentence.format(code=f"{ord(character):04X}"))


def _raised(text: str) -> str:
    if text.isascii():
        return text
    out: list[str] = []
    mode = ""
    for character in text:
        kind, _space, plain = unicodedata.decomposition(character).partition(" ")
        found = kind if kind in ("<super>", "<sub>", "<fraction>") and character not in "ªº™℠" else ""
        if mode == "<super>" and found != mode:
            out.append(")")
        if found == "<super>" and mode != found:
            out.append("(" if out and out[-1] == "^" else "^(")
        if found == "<sub>" and mode != found:
            out.append("_")
        if found == "<fraction>":
            top, _slash, bottom = "".join(chr(int(code, 16)) for code in plain.split()).partition("\u2044")
            out.append(f"({top}/{bottom})")
        else:
            raised = unicodedata.normalize("NFKC", character) if found else character
            if mode == found == "<super>" and raised.isdigit() and out[-1].isalpha():
                raised = "^" + raised  # the two heights of e⁻ˣ² look alike
            out.append(raised)
        mode = found
    return "".join(out) + (")" if mode == "<super>" else "")


def _composed(text: str) -> list[str]:
    """Letters with the accents that follow them."""
    found: list[str] = []
    for character in text:
        if found and character in MARKS:
            found[-1] += character
        else:
            found.append(character)
    return found


def _unmarked(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 2 and parts[1] in MARKS:
        return parts[0] + MARKS[parts[1]]
    return letter


def _kana(text: str) -> str:
    if text.isascii():
        return text
    text = _KANA.sub(lambda match: KANA[match[0]], text)
    text = _POWER.sub(lambda match: f"^{_NUMERALS.get(match[1], match[1])}", text)
    return _PART.sub(lambda match: f"({_digits(match[2])}/{_digits(match[1])})", text)


def _digits(text: str) -> str:
    return str("零一二三四五六七八九".find(text)) if text in "一二三四五六七八九" else text


def _unwrapped(text: str) -> str:
    """Without the signs that mark a formula in Markdown and LaTeX."""
    for begin, end in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("'", "'")):
        if text.startswith(begin) and text.endswith(end) and len(text) > len(begin) + len(end):
            return text[len(begin) : -len(end)].strip()
    return text


def _without_end(text: str) -> str:
    """Without the full stop or semicolon of a sentence, and the equals sign before a bare value."""
    text = text.strip()
    if text[-1:] in (".", ";") and text[-2:-1] not in (".", ";"):
        text = text[:-1].rstrip()
    if text.startswith("=") and not text.startswith("=="):
        text = text[1:].lstrip()
    if not text:
        raise Unreadable("empty", _("There is no answer."))
    return text
