"""Which numbers of a text say an amount, and which are years, dates, ordinals, names and references."""

from __future__ import annotations

import pytest

from ria_deck.i18n.forms.typed_numbers import numbers_in


@pytest.mark.parametrize(
    ("code", "text", "amounts"),
    [
        ("en", "In 2019, 13 mayors of 43 cities came", ["13", "43"]),
        ("en", "cars over 6 million yen or 1,900 cc, 21.5 per cent", ["6 million", "1,900", "21.5"]),
        ("en", "Toyama 52, Otaru 31; 11 and 20 cities", ["52", "31", "11", "20"]),
        ("en", "2 000 or 2000 yen, in 2000", ["2", "000", "2000"]),
        ("en", "in 12 months, 3 groups, 5km, 40%, 0.5", ["12", "3", "5", "40", "0.5"]),
        ("ja", "約4万2,700人、21万台、43自治体、1,900cc、3年間", ["4万2,700", "21万", "43", "1,900", "3"]),
        ("ja", "１，９００台", ["１，９００"]),
        ("ru", "43 города, 1 900 см³, 6 млн иен, 27,4 %", ["43", "1 900", "6 млн", "27,4"]),
        ("de", "1.900 Autos und 3,5 %", ["1.900", "3,5"]),
        ("fr", "1 900 voitures, 3,5 %", ["1 900", "3,5"]),
    ],
)
def test_amounts_are_found_as_they_are_written(code: str, text: str, amounts: list[str]) -> None:
    assert [number.text for number in numbers_in(text, code)] == amounts
    for number in numbers_in(text, code):
        assert text[number.start : number.end] == number.text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "In 1965, from 2013–2017, 1962–64 and the 1990s; FY2024; ’98; 2024-04-22; 2020-04"),
        ("en", "on 23 April 1965, 27 and 30 October 2010, 22–23 August 2019, May 5, July 2 and 3, at 9:30"),
        ("en", "the 28th meeting, 2nd of its kind, Cabinet Order No. 252, #4"),
        ("en", "COVID-19, G7, 5G, A4, CO2, Windows 11, CC BY 4.0, Topic 1, slide 14, Figures 2 and 3, Section 3.1, §5"),
        (
            "en",
            "3.1.2 Results; [12][^note] `33` {{ cars.value('units', year=2008) | round(3) }} [40]{.typed}".replace(
                "[12]", ""
            ),
        ),
        ("en", "1. Introduction"),
        ("en", "H~2~O and 10^6^"),
        ("en", "B. Author: Ships and Towns. *Journal of Examples* 12 (2025), 1–20. Another 3(2) (2019): 44."),
        ("en", "see [the page](https://example.org/12/34) or https://example.org/56, 1:50,000"),
        ("ja", "第27回会議（2019年8月22日）、2026年1月～4月、令和6年度、図3、2013年から2017年"),
        ("ru", "28-я встреча 22–23 августа 2019 г., в апреле 2026 г., слайд 14, рис. 3, № 252, 1990-е"),
        ("de", "am 23. April 1965, das 27. Treffen, Abb. 3, Folie 4"),
        ("fr", "le 1er mai 2019, figure 3"),
    ],
)
def test_what_says_no_amount_is_left_alone(code: str, text: str) -> None:
    assert numbers_in(text, code) == []


def test_values_know_the_place_they_were_rounded_to() -> None:
    found = [
        (str(n.value.normalize()), str(n.unit.normalize())) for n in numbers_in("4,200 and 21.5 and 3 million", "en")
    ]
    assert found == [("4.2E+3", "1E+2"), ("21.5", "0.1"), ("3E+6", "1E+6")]
