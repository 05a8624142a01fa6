import json
from pathlib import Path

import pytest
from flask import Flask

KEYS = {"rows", "accepted", "rejected", "scores", "overall"}


def run(app: Flask, *arguments: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["surveys", "read", *arguments])
    return result.exit_code, result.stdout, result.stderr


def written(folder: Path, *lines: str) -> str:
    file = folder / "phieu.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


HEAD = "Số phiếu,Đơn vị," + ",".join(f"C{n}" for n in range(1, 26))


def row(number: int, *answers: str) -> str:
    return ",".join([str(number), "Phòng A", *answers, *["4"] * (25 - len(answers))])


def test_read_prints_the_shape_of_the_contract(application: Flask, inputs: Path) -> None:
    status, out, _ = run(application, str(inputs / "survey-2021-q1.xlsx"), "--json")
    facts = json.loads(out)

    assert (status, set(facts), facts["rows"], facts["accepted"]) == (0, KEYS, 240, 240)
    assert facts["scores"][0] == {
        "component": "Tiếp cận dịch vụ",
        "code": "CS1",
        "people": 240,
        "answers": 920,
        "value": 73.37,
        "low": 70.11,
        "high": 76.39,
    }
    assert set(facts["overall"]) == {"people", "answers", "value", "low", "high"}
    assert facts["overall"]["value"] == 71.61


def test_read_names_the_cells_it_leaves_out(application: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD, row(1, "7"), row(2), row(2, "5"))
    facts = json.loads(run(application, file, "--json")[1])

    assert (facts["rows"], facts["accepted"]) == (3, 2)
    assert [set(each) for each in facts["rejected"]] == [{"sheet", "row", "cell", "reason"}] * 2
    assert [(each["row"], each["cell"]) for each in facts["rejected"]] == [(2, "C2"), (4, "A4")]


def test_one_form_has_values_without_an_interval(application: Flask, tmp_path: Path) -> None:
    facts = json.loads(run(application, written(tmp_path, HEAD, row(1)), "--json")[1])

    assert {(each["value"], each["low"], each["high"]) for each in facts["scores"]} == {
        (100.0, None, None)
    }


def test_read_speaks_to_people(application: Flask, tmp_path: Path) -> None:
    _, out, _ = run(application, written(tmp_path, HEAD, row(1, "7"), row(2)))

    assert "Phiếu: 2, được tính: 2" in out
    assert "ô C2: câu C1: “7” nằm ngoài thang từ 1 đến 5" in out
    assert "Tiếp cận dịch vụ: 100,00% (2 người trả lời; khoảng tin cậy 95% từ " in out


@pytest.mark.parametrize(
    ("lines", "method", "said"),
    [
        (["a,b", "1,2"], "kh-2021", "lỗi: Tệp “phieu.csv”: Không tìm thấy bảng phiếu"),
        ([HEAD, row(1)], "sipas-2023", "lỗi: Tệp “phieu.csv”: Hàng tiêu đề"),
        ([HEAD, row(1)], "pci", "lỗi: Không có bộ chỉ số “pci”"),
    ],
)
def test_bad_input_ends_in_one_line_and_status_2(
    application: Flask, tmp_path: Path, lines: list[str], method: str, said: str
) -> None:
    status, out, err = run(application, written(tmp_path, *lines), "--method", method)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(said)
