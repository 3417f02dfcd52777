"""Wordings of a language that Babel doesn't carry: quotation marks (CLDR's `delimiters`), “about”, changes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

_Form = TypeVar("_Form")

_ENGLISH = "“”‘’"
_MARKS: Mapping[str, str] = {  # outer ones, inner ones
    language: marks
    for languages, marks in (
        ("ar", "”“’‘"),
        ("be bg cs et is ka lt sk sl", "„“‚‘"),
        ("de", "„“‚‘"),
        ("ru uk kk ky mn mk", "«»„“"),
        ("fa ur ps", "«»‹›"),
        ("el es it km nb nn no hy az sq eu ca gl pt_PT", "«»“”"),
        ("fi sv he", "””’’"),
        ("hr ro", "„”«»"),
        ("hu", "„”»«"),
        ("pl", "„”«»"),
        ("sr bs", "„”’’"),
        ("ja", "「」『』"),
        ("zh_Hant zh_TW zh_HK zh_MO yue", "「」『』"),
    )
    for language in languages.split()
}
_FRENCH = ("«\u202f", "\u202f»", "“", "”")  # with narrow spaces inside


def all_quotation_marks(code: str) -> tuple[str, str, str, str]:
    """The opening and closing mark, and those for what is quoted within; English ones where CLDR's for the language are
    the same or the language is made up."""
    name = code.replace("-", "_")
    if name.partition("_")[0] == "fr":
        return _FRENCH
    marks = _MARKS.get(name) or _MARKS.get(name.partition("_")[0]) or _ENGLISH
    return marks[0], marks[1], marks[2], marks[3]


def quotation_marks(code: str) -> tuple[str, str]:
    """The opening and closing mark."""
    return all_quotation_marks(code)[:2]


_ABOUT = {
    "ja": "約{n}",
    "zh": "约{n}",
    "zh_Hant": "約{n}",
    "ko": "약 {n}",
    "ru": "около {n}",
    "uk": "близько {n}",
    "de": "rund {n}",
    "fr": "environ {n}",
    "es": "unos {n}",
    "it": "circa {n}",
    "pt": "cerca de {n}",
    "nl": "ongeveer {n}",
    "pl": "około {n}",
    "ar": "نحو {n}",
    "he": "כ־{n}",
    "fa": "حدود {n}",
    "th": "ประมาณ {n}",
    "hi": "लगभग {n}",
    "km": "ប្រហែល {n}",
    "bn": "প্রায় {n}",
    "ta": "சுமார் {n}",
    "vi": "khoảng {n}",
    "el": "περίπου {n}",
    "tr": "yaklaşık {n}",
}
_CHANGES = {  # more, less, the same
    "ja": ("{n}増", "{n}減", "横ばい"),
    "zh": ("增加{n}", "减少{n}", "持平"),
    "zh_Hant": ("增加{n}", "減少{n}", "持平"),
    "ko": ("{n} 증가", "{n} 감소", "변동 없음"),
    "ru": ("на {n} больше", "на {n} меньше", "без изменений"),
    "uk": ("на {n} більше", "на {n} менше", "без змін"),
    "de": ("{n} mehr", "{n} weniger", "unverändert"),
    "fr": ("{n} de plus", "{n} de moins", "inchangé"),
    "es": ("un {n} más", "un {n} menos", "sin cambios"),
    "it": ("{n} in più", "{n} in meno", "invariato"),
    "pt": ("mais {n}", "menos {n}", "sem alteração"),
    "nl": ("{n} meer", "{n} minder", "ongewijzigd"),
    "pl": ("o {n} więcej", "o {n} mniej", "bez zmian"),
    "ar": ("زيادة {n}", "انخفاض {n}", "دون تغيير"),
    "he": ("{n} יותר", "{n} פחות", "ללא שינוי"),
    "fa": ("{n} بیشتر", "{n} کمتر", "بدون تغییر"),
    "th": ("เพิ่มขึ้น {n}", "ลดลง {n}", "ไม่เปลี่ยนแปลง"),
    "hi": ("{n} अधिक", "{n} कम", "अपरिवर्तित"),
    "km": ("កើនឡើង {n}", "ថយចុះ {n}", "មិនប្រែប្រួល"),
    "bn": ("{n} বেশি", "{n} কম", "অপরিবর্তিত"),
    "ta": ("{n} அதிகம்", "{n} குறைவு", "மாற்றமில்லை"),
    "vi": ("tăng {n}", "giảm {n}", "không đổi"),
    "el": ("{n} περισσότερο", "{n} λιγότερο", "αμετάβλητο"),
    "tr": ("{n} artış", "{n} azalış", "değişmedi"),
}
_MYRIADS: Mapping[str, tuple[str, ...]] = {
    "ja": ("万", "億", "兆"),
    "zh": ("万", "亿", "万亿"),
    "zh_Hant": ("萬", "億", "兆"),
}


def about_in(code: str) -> str:
    """The form of “about {n}”."""
    return _of(_ABOUT, code, "about {n}")


def change_words(code: str, direction: int) -> str:
    """The form of a change in words: {n} more (1), less (-1), or none (0)."""
    return _of(_CHANGES, code, ("{n} more", "{n} less", "unchanged"))[{1: 0, -1: 1, 0: 2}[direction]]


def myriads(code: str, number: int) -> str:
    """A whole number by ten thousands as Japanese and Chinese prose has it: `4万2,700`; empty in other languages."""
    none: tuple[str, ...] = ()
    units = _of(_MYRIADS, code, none)
    if not units or abs(number) < 10_000:
        return ""
    parts: list[str] = []
    rest = abs(number)
    for power, unit in ((10**12, units[2]), (10**8, units[1]), (10**4, units[0]), (1, "")):
        count, rest = divmod(rest, power)
        if count:
            parts.append(f"{count:,}{unit}")
    return ("-" if number < 0 else "") + "".join(parts)


def _of(forms: Mapping[str, _Form], code: str, default: _Form) -> _Form:
    name = code.replace("-", "_")
    return forms.get(name, forms.get(name.partition("_")[0], default))
