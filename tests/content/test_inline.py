"""The inline Markdown of one message: CommonMark's, with expressions, footnotes and emphasis in East Asian text."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ria_deck.content.markdown.inline import (
    CodeSpan,
    Emphasis,
    Expr,
    FootnoteRef,
    Image,
    Inline,
    LineBreak,
    Link,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    footnote_labels,
    links,
    marks,
    parse_inline,
    plain_text,
    walk,
)

NAMES = {Strong: "b", Emphasis: "i", Strike: "s", Superscript: "sup", Subscript: "sub"}


def shown(inlines: Iterable[Inline]) -> str:
    """A tree as readable text: `<b>…</b>`, `⟨expression⟩`, `[^label]`, `⏎`."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                parts.append(text)
            case CodeSpan(text=text):
                parts.append(f"<code>{text}</code>")
            case Expr(text=text):
                parts.append(f"⟨{text}⟩")
            case FootnoteRef(label=label):
                parts.append(f"[^{label}]")
            case LineBreak():
                parts.append("⏎")
            case Image(src=src):
                parts.append(f"<img {src}>")
            case Link(href=href, children=children):
                parts.append(f"<a {href}>{shown(children)}</a>")
            case _:
                name = NAMES[type(inline)]
                parts.append(f"<{name}>{shown(inline.children)}</{name}>")
    return "".join(parts)


def read(text: str) -> str:
    return shown(parse_inline(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("*a* _b_ **c** __d__ ***e***", "<i>a</i> <i>b</i> <b>c</b> <b>d</b> <i><b>e</b></i>"),
        ("snake_case_name 2*3*4", "snake_case_name 2<i>3</i>4"),
        ("**bold *and* more**", "<b>bold <i>and</i> more</b>"),
        ("** not bold **", "** not bold **"),
        ("~~gone~~ ~~ not ~~", "<s>gone</s> ~~ not ~~"),
        ("H~2~O, 10^6^, x^**2**^", "H<sub>2</sub>O, 10<sup>6</sup>, x<sup><b>2</b></sup>"),
        ("about ~10 km to ~20 km, a^b and c^d", "about ~10 km to ~20 km, a^b and c^d"),
        ("1~2年、3~4年", "1~2年、3~4年"),
        ("`*a*` and `` b`c ``", "<code>*a*</code> and <code>b`c</code>"),
        (r"\*a\* \{\{ b }} \~c\~", "*a* {{ b }} ~c~"),
        ("&amp; &nbsp;|", "& \u00a0|"),
        ("a\\\nb", "a⏎b"),
        ("a  \nb", "a⏎b"),
        ("a\nb", "a b"),
        ("日本\n語", "日本語"),
        ("한국\n어", "한국 어"),
        ("[a *b*](https://x.org/y_(z) 'T') <https://x.org> <a@b.org>",
         "<a https://x.org/y_(z)>a <i>b</i></a> <a https://x.org>https://x.org</a> <a mailto:a@b.org>a@b.org</a>"),
        ("[a](javascript:alert(1))", "<a javascript:alert(1)>a</a>"),
        ("[a][b] [c]", "[a][b] [c]"),
        ("![alt](x.png)", "<img x.png>"),
        ("so[^1] and[^ä-2], [^not this], [^]", "so[^1] and[^ä-2], [^not this], [^]"),
        ("<b>not HTML</b>", "<b>not HTML</b>"),
    ],
)  # fmt: skip
def test_commonmark_with_pandocs_marks(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ a | b }}", "⟨a | b⟩"),
        ("{{a}}{{b}}", "⟨a⟩⟨b⟩"),
        ("*{{ '*' }}*", "<i>⟨'*'⟩</i>"),
        ("{{ a * b }} * {{ c_d_e }}", "⟨a * b⟩ * ⟨c_d_e⟩"),
        ("{{ \"}}\" }} {{ '{{' }}", "⟨\"}}\"⟩ ⟨'{{'⟩"),
        (r"{{ 'it\'s }}' }}!", r"⟨'it\'s }}'⟩!"),
        ("{{ {'a': {'b': 1}} }}", "⟨{'a': {'b': 1}}⟩"),
        ("{{ `a` }} `{{ b }}`", "⟨`a`⟩ <code>{{ b }}</code>"),
        ("[{{ t }}](https://x.org)", "<a https://x.org>⟨t⟩</a>"),
        ("x^{{ n + 1 }}^", "x<sup>⟨n + 1⟩</sup>"),
        ("**{{ n }}**штук, слово**{{ n }}**", "<b>⟨n⟩</b>штук, слово<b>⟨n⟩</b>"),
        ("{{ never *closed*", "{{ never <i>closed</i>"),
        ("{{ a } *b* {{ c }}", "{{ a } <i>b</i> {{ c }}"),
    ],
)
def test_expressions_are_opaque(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**「禁止」**が", "<b>「禁止」</b>が"),
        ("ロシアの**「輸入禁止」**により", "ロシアの<b>「輸入禁止」</b>により"),
        ("これは**私の望み。**だからする", "これは<b>私の望み。</b>だからする"),
        ("注意**（太字）**文", "注意<b>（太字）</b>文"),
        ("税込**¥10,000**で", "税込<b>¥10,000</b>で"),
        ("正解は**④**です", "正解は<b>④</b>です"),
        ('彼は**"Hello"**と言った', '彼は<b>"Hello"</b>と言った'),
        ("**C#**や**F#**は", "<b>C#</b>や<b>F#</b>は"),
        ("*「新潟」*港", "<i>「新潟」</i>港"),
        ("~~「旧称」~~は", "<s>「旧称」</s>は"),
        ("**[リンク](https://x.org)**も", "<b><a https://x.org>リンク</a></b>も"),
        ("**`コード`**も", "<b><code>コード</code></b>も"),
        ("**増加率({{ x }})**は", "<b>増加率(⟨x⟩)</b>は"),
        ("{{ x }}**（前年比）**増", "⟨x⟩<b>（前年比）</b>増"),
        ("**真，**她", "<b>真，</b>她"),
        ("**真…**她", "<b>真…</b>她"),
        ("**“中文”**的", "<b>“中文”</b>的"),
        ("**스크립트(script)**라고", "<b>스크립트(script)</b>라고"),
        ("**안녕!**하세요", "<b>안녕!</b>하세요"),
        ("谺𬤲**(こだま)**石", "谺𬤲<b>(こだま)</b>石"),
        ("葛󠄀**(表記)**城", "葛󠄀<b>(表記)</b>城"),
        ("a**〽**a", "a<b>〽</b>a"),
        ("注意：__注意事項__", "注意：<b>注意事項</b>"),
        ("a**(b)**c", "a**(b)**c"),  # Latin letters keep CommonMark's rule
        ("a**«b»**c", "a**«b»**c"),
        ("😀**(b)**c", "😀**(b)**c"),  # an emoji is wide, but no writing
        ("字__中__字", "字__中__字"),  # `_` never stands inside a word
    ],
)
def test_emphasis_in_chinese_japanese_and_korean(text: str, expected: str) -> None:
    assert read(text) == expected


def test_an_expression_knows_its_place() -> None:
    text = "うち **{{ a }}** と {{b}}"
    found = [inline for inline in walk(parse_inline(text)) if isinstance(inline, Expr)]
    assert [text[inline.start : inline.end] for inline in found] == ["{{ a }}", "{{b}}"]


def test_what_a_translation_must_keep() -> None:
    text = "**{{  a |  b }}** [x](https://y.z)[^n] `c` ~~d~~\\\nlast"
    assert marks(text) == ("strong", "{{ a | b }}", "link https://y.z", "[^n]", "code", "strike", "break")
    assert links(text) == ("https://y.z",)
    assert footnote_labels(text) == ("n",)


def test_the_words_without_marks() -> None:
    assert plain_text("**Used** `cars` {{ n }}[^1]") == "Used cars {{ n }}"
    assert plain_text("**Used** cars {{ n }}", expressions=False).split() == ["Used", "cars"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000, "![" * 25_000, "*" * 50_000, "**a " * 20_000, "_*a " * 15_000, "`" * 50_000, "{{" * 25_000,
        "{{ a } " * 10_000, "{{ ' \" " * 8_000, "^{{ " * 15_000, "**{{ " * 15_000, "~a" * 25_000, "[^a" * 15_000,
        "<" * 50_000, "&" * 50_000, "[](" * 15_000,
    ],
    ids=lambda text: text[:5],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    parse_inline(text)
    assert time.process_time() - begun < 8, "a quadratic reading takes minutes"


@given(st.text(alphabet="ab*_~`[](){}^!\\<>|#\"' \n「」日", max_size=60))
def test_any_text_has_a_tree_in_which_nothing_is_invented(text: str) -> None:
    words = plain_text(text)
    for char in "ab日「」#|":
        assert words.count(char) <= text.count(char)


@given(st.text(alphabet=st.characters(exclude_characters="{}\"'\\", exclude_categories=["Cs", "Cc"]), max_size=30))
def test_whatever_stands_in_an_expression_survives(inside: str) -> None:
    text = f"before {{{{ {inside} }}}} after"
    tree = parse_inline(text)
    assert [inline.text for inline in tree if isinstance(inline, Expr)] == [inside.strip()]
    assert shown(tree) == f"before ⟨{inside.strip()}⟩ after"
