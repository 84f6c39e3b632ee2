"""Photos and files are kept by their content: once each, under any name, and given out under the name they came with."""

import errno
import os
from pathlib import Path

import pytest
from holding import held

from safety_desk.db import attachments
from safety_desk.errors import Refusal


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "整改前.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(1000))
    return path


def test_the_same_file_twice_is_kept_once(tmp_path: Path, photo: Path) -> None:
    folder = tmp_path / "attachments"
    first = attachments.keep(folder, photo)
    again = attachments.keep(folder, photo.rename(photo.with_name("又一张.jpg")))
    assert first.partition(":")[0] == again.partition(":")[0]
    assert (first.partition(":")[2], again.partition(":")[2]) == ("整改前.jpg", "又一张.jpg")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_file_is_given_out_as_it_came_in(tmp_path: Path, photo: Path) -> None:
    reference = attachments.keep(tmp_path / "attachments", photo)
    copy = attachments.open_copy(tmp_path / "attachments", reference, tmp_path / "看")
    assert (copy.name, copy.read_bytes()) == ("整改前.jpg", photo.read_bytes())


def test_a_copy_that_another_program_holds_open_is_shown_as_it_is(tmp_path: Path, photo: Path) -> None:
    reference = attachments.keep(tmp_path / "attachments", photo)
    copy = attachments.open_copy(tmp_path / "attachments", reference, tmp_path / "看")
    with held(copy):
        assert attachments.open_copy(tmp_path / "attachments", reference, tmp_path / "看") == copy
    assert copy.read_bytes() == photo.read_bytes()


def test_two_files_of_one_name_are_given_out_apart(tmp_path: Path, photo: Path) -> None:
    references = []
    for content in (b"before", b"after"):
        photo.write_bytes(content)
        references.append(attachments.keep(tmp_path / "attachments", photo))
    copies = [attachments.open_copy(tmp_path / "attachments", each, tmp_path / "看") for each in references]
    assert [(copy.name, copy.read_bytes()) for copy in copies] == [("整改前.jpg", b"before"), ("整改前.jpg", b"after")]


@pytest.mark.skipif(os.name == "nt", reason="no file there bears such a name")
def test_a_name_that_windows_does_not_bear_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "a:b?.jpg"
    path.write_bytes(b"x")
    assert attachments.keep(tmp_path / "attachments", path).endswith(":a_b_.jpg")


def test_what_is_not_there_is_told(tmp_path: Path, photo: Path) -> None:
    with pytest.raises(Refusal, match=r"“没有\.jpg”没有添加"):
        attachments.keep(tmp_path / "attachments", tmp_path / "没有.jpg")
    with pytest.raises(Refusal, match=r"附件“整改前\.jpg”的文件不见了"):
        attachments.open_copy(tmp_path / "attachments", f"{'0' * 64}:整改前.jpg", tmp_path / "看")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "录像.mp4").open("wb") as file:
        file.truncate(attachments.MOST_BYTES + 1)
    with pytest.raises(Refusal, match="超过 200 MB"):
        attachments.keep(tmp_path / "attachments", tmp_path / "录像.mp4")
    assert not (tmp_path / "attachments").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.jpg", b"", r"“空\.jpg”是空的（0 字节），没有添加"),
        ("安装.EXE", b"MZ", r"“安装\.EXE”是程序或快捷方式，没有添加"),
        ("照片.jpg.lnk", b"L", "请添加原来的文件"),
    ],
)
def test_what_is_of_no_use_or_may_do_harm_is_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal, match=why):
        attachments.keep(tmp_path / "attachments", tmp_path / name)
    assert not (tmp_path / "attachments").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    with pytest.raises(Refusal, match="“照片”是文件夹，没有添加。请打开它"):
        attachments.keep(tmp_path / "attachments", tmp_path / "照片")


def test_what_is_no_file_yet_is_kept_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "attachments"
    reference = attachments.keep_content(folder, b"picture", "整改前照片: 1.png")
    assert attachments.name_of(reference) == "整改前照片_ 1.png"
    assert attachments.place_of(folder, reference).read_bytes() == b"picture"


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match=r"“整改前\.jpg”没有添加：磁盘满了"):
        attachments.keep(tmp_path / "attachments", photo)
    assert list((tmp_path / "attachments").rglob("*")) == []


def test_a_copy_goes_where_the_person_wants_it(tmp_path: Path, photo: Path) -> None:
    folder, out = tmp_path / "attachments", tmp_path / "交县里.jpg"
    reference = attachments.keep(folder, photo)
    attachments.save_copy(folder, reference, out)
    assert out.read_bytes() == photo.read_bytes()
    with pytest.raises(Refusal, match=r"“照片\.jpg”没有存成：文件或文件夹不在了"):
        attachments.save_copy(folder, reference, tmp_path / "没有" / "照片.jpg")
    attachments.place_of(folder, reference).unlink()
    with pytest.raises(Refusal, match=rf"请从备份里把 attachments.{reference[:2]}.{reference[:64]} 拷回"):
        attachments.save_copy(folder, reference, out)


def test_content_that_was_cut_short_is_whole_again_when_the_file_is_added_once_more(
    tmp_path: Path, photo: Path
) -> None:
    folder = tmp_path / "attachments"
    reference = attachments.keep(folder, photo)
    attachments.place_of(folder, reference).write_bytes(b"half")
    assert attachments.unsound(folder, [reference]) == {reference: "内容变了"}
    assert attachments.keep(folder, photo) == reference
    assert attachments.unsound(folder, [reference]) == {}
