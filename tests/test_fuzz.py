"""Any bytes whatever: what the fuzzer has found, and what hypothesis makes up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .fuzzing import KEPT, TARGETS, check

FOUND = [
    pytest.param(target, path, id=f"{target}/{path.name}")
    for target in TARGETS
    for path in sorted((KEPT / target).glob("*"))
]
# Parts of what the readers read, so that what is made of them gets far.
PARTS = {
    "tables": ["id,zh\n", "a,", ",", "\n", "\r\n", '"', "甲", "=1", "\0", "\ufeff", "id"],
    "sources": ['id = "p"\n', "[text]\n", "=", '"', "[", "]", "\n", "2024-03-01", "\\u202e", "#"],
    "notebooks": ['{"cells": [', '{"cell_type": "code", ', '"source": "1", ', '"metadata": {}}', "]}", '"nbformat": 4', "{", "[", ",", '"\\ud800"'],
    "articles": ['{"text": "', '"}', '", "id": "', "\n", "\r", "3家", "=1", "\\ud800", "\\u0000", "\0", "\ud800", "\n\n", '"', "\ufeff"],
    "drafts": ["# 东岭园区\n", "\n\n", "◎本报记者 张三\n", "2023年", "企业60家", "=1+1", '"', "\\", "\0", "\u202e", "\ufeff", "同比增长超18%", "5G", "'''", "\r\n", "\u2028", "\x85", "<script>"],
    "rows": ["\n", ",", '"', "r-1", "r-9", "east", "60家", "accepted", "proposed", "1", "3", "observation", "level", "firms", "=1", "\0", "now"],
    "ties": ["observations", "?", "zone=", "east", "&", "~=", "!", "@", "#strict", "|", "p/r-1", " ", "(", ")"],
}  # fmt: skip


@pytest.mark.parametrize(("target", "path"), FOUND)
def test_what_was_found_once_is_mended(target: str, path: Path) -> None:
    """Each input that a target once failed on, and those that lead the fuzzer far, holds."""
    check(target, path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_borne(target: str, data: bytes) -> None:
    """No bytes break a reader."""
    check(target, data)


@pytest.mark.parametrize("target", PARTS)
@given(data=st.data())
def test_parts_in_any_order_are_borne(target: str, data: st.DataObject) -> None:
    """Nor does what looks like its input."""
    parts = data.draw(st.lists(st.sampled_from(PARTS[target]), max_size=30))
    check(target, "".join(parts).encode("utf-8", "surrogatepass"))
