"""Signs that mean the same, and what they are read as."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "eps": "ε", "lamda": "λ", "varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "varrho": "ρ", "varsigma": "σ",
}  # fmt: skip

_KATAKANA = {
    "アルファ": "α", "ベータ": "β", "ガンマ": "γ", "デルタ": "δ", "イプシロン": "ε", "エプシロン": "ε", "ゼータ": "ζ",
    "イータ": "η", "エータ": "η", "シータ": "θ", "テータ": "θ", "イオタ": "ι", "カッパ": "κ", "ラムダ": "λ",
    "ミュー": "μ", "ニュー": "ν", "クサイ": "ξ", "グザイ": "ξ", "パイ": "π", "ロー": "ρ", "シグマ": "σ", "タウ": "τ",
    "ファイ": "φ", "フィー": "φ", "カイ": "χ", "プサイ": "ψ", "プシー": "ψ", "オメガ": "ω",
    "シグモイド": "sigmoid", "ルート": "√",
}  # fmt: skip


def _hiragana(word: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in word)


KANA = {**_KATAKANA, **{_hiragana(word): letter for word, letter in _KATAKANA.items()}}

SIGNS = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒―─ー⁃﹣", "-"),
        **dict.fromkeys("・·⋅∙•‧●", "·"),
        **dict.fromkeys("×✕✖⨯╳", "×"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("∗⁎", "*"),
        **dict.fromkeys("∘⊙◦", "⊙"),
        **dict.fromkeys("’‘′´`＇", "'"),
        **dict.fromkeys("〔【〖", "["),
        **dict.fromkeys("〕】〗", "]"),
        **dict.fromkeys("‖∥", "||"),
        **dict.fromkeys("≤≦⩽", "<="),
        **dict.fromkeys("≥≧⩾", ">="),
        "≠": "!=",
        "←": "=",
        "ˆ": "^",
        "∂": "d",
        "、": ",",
        "。": ".",
        "\t": " ",
    }
)

MARKS = {"\u0302": "_hat", "\u0304": "_bar", "\u0305": "_bar", "\u0303": "_tilde", "\u0307": "_dot"}
"""Combining marks above a letter, as parts of its name."""
