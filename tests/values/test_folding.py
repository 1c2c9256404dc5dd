"""The folded view keeps every offset where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.folding import fold, folds_to


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２２年４月２１日", "2022年4月21日"),
        ("二○○七年，二〇二二年，二Ｏ一二年", "二〇〇七年,二〇二二年,二〇一二年"),
        ("國務院辦公廳關於印發《條例》的通知", "国务院办公厅关于印发《条例》的通知"),
        ("衞生、羣眾、為爲、裏裡、臺", "卫生、群众、为为、里里、台"),
        ("2023—2025年，7月～9月，３－５", "2023-2025年,7月~9月,3-5"),
        ("国办发﹝2022﹞７号（试行）［一］", "国办发〔2022〕7号(试行)[一]"),
        ("「淨網」『護網』", "“净网”‘护网’"),
        ("⼀、⽉", "一、月"),
        ("a\u00a0b\u3000c\u2009d", "a b c d"),
    ],
)
def test_fold_unifies(text: str, expected: str) -> None:
    """Widths, zeros, dashes, brackets, quotation marks, blanks and traditional characters become one form each."""
    assert expected == fold(text)
    assert expected == "".join(map(folds_to, text))


def test_private_use_becomes_replacement() -> None:
    """The engine's own marks cannot be smuggled in, and no lone surrogate reaches RE2."""
    assert fold("中\ue000\uf8ff\ud800") == "中\ufffd\ufffd\ufffd"


@given(st.text(alphabet=st.characters()) | st.text(alphabet=st.characters(exclude_categories=[])))
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    """Folding never moves an offset, and folding twice is folding once."""
    folded = fold(text)
    assert len(text) == len(folded)
    assert folded == fold(folded)
