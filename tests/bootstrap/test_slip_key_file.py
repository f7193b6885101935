"""The file that carries a list of slip keys: what is written is read again, anything else is told apart."""

from pathlib import Path

import pytest

from counter_tui.bootstrap import slip_key_file
from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import SignedKeyList

LIST = SignedKeyList(text='{"keys":[],"office":"PLG","revision":1}', signer="s", signature="x")


def test_a_list_comes_out_of_its_file_as_it_went_in(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    slip_key_file.write(file, LIST)
    slip_key_file.write(file, LIST)
    assert slip_key_file.read(file) == LIST


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b'{"format": "counter-tui slip keys 1"}', b'{"format": "x", "list": 1}'],
)
def test_a_foreign_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        slip_key_file.read(file)
    assert refused.value.code == "malformed"


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    slip_key_file.write(file, LIST)
    file.write_bytes(file.read_bytes().replace(b"slip keys 1", b"slip keys 2"))
    with pytest.raises(Refused) as refused:
        slip_key_file.read(file)
    assert refused.value.code == "malformed"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        slip_key_file.read(tmp_path / "none.json")
    assert refused.value.code == "no_file"
    assert "none.json" in refused.value.sentence
