"""The extractor: what it takes, what it refuses, what it promises."""

from __future__ import annotations

import datetime as dt
import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policyextract import Extractor, InputError, PackError, PolicyDocument, extract

TEXT = "4月21日，国家邮政局、公安部联合召开会议，部署开展为期半年的寄递安全专项行动。"


def test_text_bytes_and_path_give_the_same_facts(tmp_path: Path) -> None:
    """A document is read from str, bytes of another encoding, and a file."""
    path = tmp_path / "notice.txt"
    path.write_text(TEXT, encoding="utf-8")
    docs = [extract(s, published="2022-04-22") for s in (TEXT, TEXT.encode(), TEXT.encode("gb18030"), path)]
    assert len({d.text for d in docs}) == 1
    assert docs[3].source.path == str(path)
    assert docs[2].source.encoding == "gb18030"


def test_result_round_trips_through_json() -> None:
    """A result survives JSON unchanged."""
    doc = extract(TEXT, published="2022-04-22", url="https://example.org/1")
    assert PolicyDocument.model_validate_json(doc.model_dump_json()) == doc


def test_same_input_same_bytes() -> None:
    """Equal input and packs give equal bytes, from any extractor."""
    first = extract(TEXT, published="2022-04-22").model_dump_json()
    assert Extractor().extract(TEXT, published=dt.date(2022, 4, 22)).model_dump_json() == first


def test_the_lock_of_packs_is_in_the_result() -> None:
    """Name, version and hash of the pack stand in each result."""
    [pack] = extract(TEXT).packs
    assert pack.name == "cn-core"
    assert len(pack.sha256) == 64


@pytest.mark.parametrize("source", ["", b"", "  \n ", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_no_text_is_a_warning(source: str | bytes) -> None:
    """Empty or binary input gives an empty result with a warning."""
    doc = extract(source)
    assert [w.code for w in doc.warnings] == ["no-text"]
    assert (doc.kind, doc.dates, doc.issuers) == ("other", [], [])


@pytest.mark.parametrize("text", ["notice.html", "crawl/2022/notice.md"])
def test_a_path_as_text_gets_a_hint(text: str) -> None:
    """A str that can only be a path is refused with what to write instead."""
    with pytest.raises(InputError, match=r"pathlib\.Path"):
        extract(text)


def test_missing_file_and_directory_are_refused(tmp_path: Path) -> None:
    """What is no document is one clear error."""
    with pytest.raises(InputError, match="no such file"):
        extract(tmp_path / "missing.html")
    with pytest.raises(InputError, match="directory"):
        extract(tmp_path)
    with pytest.raises(InputError, match="not int"):
        extract(3)  # type: ignore[arg-type]


def test_published_must_be_a_date() -> None:
    """A wrong publication date is said, not guessed."""
    with pytest.raises(InputError, match="no ISO date"):
        extract(TEXT, published="22 April")


def test_unknown_pack_names_the_known() -> None:
    """A pack that does not exist is an error with the nearest name."""
    with pytest.raises(PackError, match="cn-core"):
        extract(TEXT, packs=["cn-cor"])


def test_one_name_is_no_list_of_packs() -> None:
    """A str would be read letter by letter: it is refused with what to write."""
    with pytest.raises(InputError, match=r"packs=\['cn-core'\]"):
        extract(TEXT, packs="cn-core")


def test_extractor_pickles_small_and_works_afterwards() -> None:
    """What crosses to a worker is the names of the packs, not the rules."""
    data = pickle.dumps(Extractor())
    assert len(data) < 500
    assert pickle.loads(data).extract(TEXT, published="2022-04-22").dates == extract(TEXT, published="2022-04-22").dates


def test_threads_share_one_extractor() -> None:
    """Many threads at once get the same result as one."""
    extractor = Extractor()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: extractor.extract(TEXT).model_dump_json(), range(32)))
    assert set(results) == {extract(TEXT).model_dump_json()}


def test_a_document_leaves_the_collector_as_it_was() -> None:
    """The garbage collector rests while a document is read, and is on again afterwards."""
    text = "会议于4月21日召开。\n" * (200_000 // 10)
    document = Extractor().extract(text, published="2022-04-22")
    assert gc.isenabled()
    assert len(document.dates) == 200_000 // 10
    gc.disable()
    try:
        Extractor().extract(text[: 200_000 + 1])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_document_leaves_no_cycles() -> None:
    """What was found in a document is freed with it, not when the collector comes."""
    extract(TEXT)
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            extract(TEXT)
        assert gc.collect() < 50
    finally:
        gc.enable()
