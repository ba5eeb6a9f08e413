"""Characters of symbol fonts (Wingdings, Symbol) as characters everybody has; w:sym names a font and a code."""

from __future__ import annotations

UNKNOWN = "〓"
"""What stands for a symbol that is not in the table: the mark printers put where a character is missing."""

_WINGDINGS = (
    "6C● 6D○ 6E■ 6F□ 70□ 71□ 72□ 73◆ 74◆ 75◆ 76◆ 77◆ 78☒ 9E· 9F• A0○ A1○ A7▪ A8□ AB★ AD★ B2☆ D8➢ DF← E0→ E1↑ E2↓ E8→ "
    "F0→ FB× FC√ FD☒ FE☑ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿"
)
_WINGDINGS_2 = "2A□ 4F× 50√ 51☒ 52☑ 53☒ 54☒ 97● A2■ A3□ 6A① 6B② 6C③ 6D④ 6E⑤ 6F⑥ 70⑦ 71⑧ 72⑨ 73⑩"
_SYMBOL = "A3≤ B3≥ B4× B8÷ B1± B0° B7• B9≠ BB≈ A5∞ 6Dμ 57Ω 61α 62β 67γ 44Δ 70π 53Σ 73σ AE→ AC← AD↑ AF↓ D6√ A2′ B2″"
_FONTS = {
    font: {int(one[:2], 16): one[2:] for one in table.split()}
    for font, table in (("wingdings", _WINGDINGS), ("wingdings 2", _WINGDINGS_2), ("symbol", _SYMBOL))
}
_PRIVATE = 0xF000
"""Codes of symbol fonts are written with or without this (ECMA-376 Part 1, 17.3.3.30)."""


def symbol(font: str | None, code: str | None) -> str:
    """Return the character that a code (hexadecimal) of a font shows, `UNKNOWN` where that is not known."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return UNKNOWN
    if font is not None and font.lower() in _FONTS:
        return _FONTS[font.lower()].get(number & 0xFF, UNKNOWN)
    is_plain = 0x20 < number < 0xD800 or 0xF900 <= number < 0xFFFE
    return chr(number) if is_plain and number & 0xF000 != _PRIVATE else UNKNOWN
