import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories import make_agency
from tracker.database import db

ANSWERS = ",".join(["4"] * 25)
HEAD = "Số phiếu,Lĩnh vực,Đơn vị," + ",".join(f"C{n}" for n in range(1, 26))
FORMULA_A = [73.37, 77.08, 64.2, 81.31, 71.98, 61.74, 71.61]


def run(app: Flask, *arguments: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.stdout, result.stderr


def facts(app: Flask, *arguments: str) -> Any:
    status, out, err = run(app, *arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def opened(app: Flask, code: str = "2021-Q1", first: str = "2021-01-04") -> Any:
    return facts(app, "surveys", "open", code, "--method", "kh-2021", "--from", first,
                 "--to", "2021-03-31")  # fmt: skip


@pytest.fixture
def agency(app: Flask) -> Flask:
    make_agency(code="mau")
    db.session.commit()
    return app


def written(folder: Path, *rows: str, name: str = "phieu.csv") -> str:
    file = folder / name
    file.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return str(file)


def test_a_round_from_opening_to_closing_on_the_real_file(agency: Flask, inputs: Path) -> None:
    begun = opened(agency)
    assert (begun["round"], begun["rows"], begun["overall"]["value"]) == ("2021-Q1", 0, None)
    file = str(inputs / "survey-2021-q1.xlsx")
    done = facts(agency, "surveys", "import", file, "--round", "2021-Q1")
    assert (done["rows"], done["accepted"], done["rejected"]) == (240, 240, [])
    assert done["round"] == "2021-Q1"
    for command in (["show"], ["rebuild"]):
        shown = facts(agency, "scores", *command, "2021-Q1")
        values = [each["value"] for each in (*shown["scores"], shown["overall"])]
        assert values == FORMULA_A
    closed = facts(agency, "surveys", "close", "2021-Q1")
    assert (closed["responses"], len(closed["head"])) == (240, 64)
    assert facts(agency, "scores", "show", "2021-Q1")["overall"]["value"] == 71.61


def test_the_same_file_twice_is_bad_input(agency: Flask, tmp_path: Path) -> None:
    opened(agency)
    file = written(tmp_path, f"1,Hộ tịch,Phòng A,{ANSWERS}")
    run(agency, "surveys", "import", file, "--round", "2021-Q1")

    status, out, err = run(agency, "surveys", "import", file, "--round", "2021-Q1")

    assert (status, out) == (2, "")
    assert err.startswith("lỗi: Tệp này đã được nhập")


def test_an_import_says_what_was_sealed_and_what_the_round_had(
    agency: Flask, tmp_path: Path
) -> None:
    opened(agency)
    rows = [f"{n},Hộ tịch,Phòng A,{ANSWERS}" for n in (1, 2)]
    run(agency, "surveys", "import", written(tmp_path, rows[0]), "--round", "2021-Q1")
    said = run(agency, "surveys", "import", written(tmp_path, *rows), "--round", "2021-Q1")[1]
    assert "Phiếu: 2, được tính: 1" in said
    assert "phiếu số 1 đã được niêm phong trong đợt này" in said


def test_unknown_names_are_bad_input_until_they_are_taken(agency: Flask, tmp_path: Path) -> None:
    opened(agency)
    run(agency, "surveys", "import", written(tmp_path, f"1,Hộ tịch,Phòng A,{ANSWERS}"),
        "--round", "2021-Q1")  # fmt: skip
    more = written(tmp_path, f"2,Hộ tịch,Phòng B,{ANSWERS}", f"3,Luật sư,Phòng A,{ANSWERS}")

    status, _, err = run(agency, "surveys", "import", more, "--round", "2021-Q1")
    assert (status, err.count("\n")) == (2, 1)
    assert "đơn vị “Phòng B”" in err
    assert "lĩnh vực “Luật sư”" in err

    done = facts(agency, "surveys", "import", more, "--round", "2021-Q1", "--yes")
    assert (done["accepted"], done["made"]) == (2, ["Phòng B", "Luật sư"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("scores", "show", "2021-Q9"), "Không có đợt khảo sát mã “2021-Q9”"),
        (("surveys", "close", "2021-Q9"), "Không có đợt khảo sát mã “2021-Q9”"),
        (("surveys", "open", "2021-Q1", "--method", "kh-2021", "--from", "2021-01-01", "--to",
          "2021-03-31"), "Đã có đợt khảo sát mã “2021-Q1”"),
        (("surveys", "open", "X", "--method", "pci", "--from", "2021-01-01", "--to",
          "2021-03-31"), "Không có bộ chỉ số “pci”"),
        (("surveys", "open", "X", "--method", "kh-2021", "--from", "2021-03-31", "--to",
          "2021-01-01"), "Ngày kết thúc thu phiếu"),
        (("scores", "compare", "2021-Q1", "2021-Q1"), "hai đợt khảo sát khác nhau"),
    ],
)  # fmt: skip
def test_bad_input_ends_in_one_line_and_status_2(
    agency: Flask, arguments: tuple[str, ...], said: str
) -> None:
    opened(agency)
    status, out, err = run(agency, *arguments)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("lỗi: ")
    assert said in err


def test_two_rounds_are_compared_in_the_shape_of_the_contract(
    agency: Flask, tmp_path: Path
) -> None:
    for code, first, level in (("Q1", "2021-01-01", "2"), ("Q2", "2021-02-01", "5")):
        opened(agency, code, first)
        rows = [f"{n},Hộ tịch,Phòng A," + ",".join([level] * 25) for n in range(1, 41)]
        run(agency, "surveys", "import", written(tmp_path, *rows), "--round", code)

    found = facts(agency, "scores", "compare", "Q1", "Q2")["verdicts"]

    wanted = {"component", "from", "to", "difference", "low", "high", "p_holm", "detectable",
              "verdict"}  # fmt: skip
    assert len(found) == 6
    assert wanted <= set(found[0])
    assert (found[0]["component"], found[0]["from"], found[0]["to"]) == (
        "Tiếp cận dịch vụ",
        0.0,
        100.0,
    )
    assert {(v["verdict"], set(v["detectable"]) == {"up", "down"}) for v in found} == {
        ("improved", True)
    }


def test_the_report_is_written_as_word_and_excel(agency: Flask, tmp_path: Path) -> None:
    opened(agency)
    run(agency, "surveys", "import", written(tmp_path, f"1,Hộ tịch,Phòng A,{ANSWERS}"),
        "--round", "2021-Q1")  # fmt: skip
    done = facts(agency, "surveys", "report", "2021-Q1", "--out", str(tmp_path / "ra"))

    names = [Path(each["path"]).name for each in done["files"]]
    assert names == [f"BC-SM_do-luong-hai-long_2021-Q1.{kind}" for kind in ("docx", "xlsx")]
    assert all(Path(each["path"]).read_bytes()[:2] == b"PK" for each in done["files"])
    assert done["forms"] == 1
