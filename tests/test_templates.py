"""House tests about templates: what may stand in them, and what the shared macros promise."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template, render_template_string
from jinja2 import Environment, FileSystemLoader, nodes
from wtforms import RadioField, StringField

from tracker.forms import HouseForm, Required

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
ERRORS = (400, 401, 403, 404, 409, 413, 429, 500, 503)
LONGEST = 120

FORBIDDEN = {
    r"\sstyle\s*=": "an inline style is blocked by the policy: use a class",
    r"\son[a-z]+\s*=\s*[\"']": "an inline handler is blocked by the policy: use a data- attribute",
    r"<style\b": "styles stand in static/css",
    r"<script(?![^>]*\bsrc=)": "scripts stand in static/js",
    r"javascript:": "scripts stand in static/js",
    r"\|\s*safe\b": "text is escaped, always: pass lines or a macro instead",
    r"autoescape": "text is escaped, always",
    r"https?://": "nothing is loaded from or linked to elsewhere",
}


def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


def tree(name: str) -> nodes.Template:
    return Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES)).parse(source(name))


@pytest.mark.parametrize("name", FILES)
def test_a_template_holds_structure_only(name: str) -> None:
    for pattern, instead in FORBIDDEN.items():
        found = re.findall(pattern, source(name), re.IGNORECASE)
        assert not found, f"{name}: {found}: {instead}"


@pytest.mark.parametrize("name", FILES)
def test_a_template_fits_on_two_screens(name: str) -> None:
    lines = len(source(name).splitlines())
    assert lines <= LONGEST, f"{name} has {lines} lines: move a part into a macro or a fragment"


@pytest.mark.parametrize("name", FILES)
def test_every_imported_macro_is_used(name: str) -> None:
    parsed = tree(name)
    imported = {
        entry if isinstance(entry, str) else entry[1]
        for node in parsed.find_all(nodes.FromImport)
        for entry in node.names
    } | {node.target for node in parsed.find_all(nodes.Import)}
    used = {node.name for node in parsed.find_all(nodes.Name) if node.ctx == "load"}
    assert imported <= used, f"{name} imports but never uses {sorted(imported - used)}"


@pytest.mark.parametrize("name", FILES)
def test_every_imported_macro_exists(name: str) -> None:
    for node in tree(name).find_all(nodes.FromImport):
        assert isinstance(node.template, nodes.Const)
        there = {macro.name for macro in tree(node.template.value).find_all(nodes.Macro)}
        wanted = {entry if isinstance(entry, str) else entry[0] for entry in node.names}
        assert wanted <= there, f"{name}: {node.template.value} has no {sorted(wanted - there)}"


@pytest.mark.parametrize("name", FILES)
def test_every_posting_form_carries_the_token(name: str) -> None:
    for form in re.findall(r"<form\b.*?</form>", source(name), re.DOTALL):
        if 'method="post"' in form:
            assert re.search(r"csrf_token\(\)|hidden_tag\(\)", form), (
                f"{name}: {form[:80]}…: use forms.form_for or choices.post_button"
            )


def icon_places() -> dict[str, int]:
    """For each macro that takes an icon: which of its arguments that is."""
    places = {}
    for name in FILES:
        for macro in tree(name).find_all(nodes.Macro):
            names = [argument.name for argument in macro.args]
            wanted = "name" if macro.name == "icon" else "icon_name"
            if wanted in names:
                places[macro.name] = names.index(wanted)
    return places


def named_icons(name: str, places: dict[str, int]) -> Iterator[str]:
    """The icons a template names in so many words, in the calls of macros that take one."""
    for call in tree(name).find_all(nodes.Call):
        called = call.node.name if isinstance(call.node, nodes.Name) else ""
        if isinstance(call.node, nodes.Getattr):
            called = call.node.attr
        if called not in places:
            continue
        given = [word.value for word in call.kwargs if word.key == "icon_name"]
        given += call.args[places[called] : places[called] + 1]
        for expression in given:
            branches = [expression]
            if isinstance(expression, nodes.CondExpr):
                branches = [expression.expr1, *([expression.expr2] if expression.expr2 else [])]
            yield from (b.value for b in branches if isinstance(b, nodes.Const) and b.value)


def test_every_named_icon_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="i-([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()))
    places = icon_places()
    missing = {
        f"{name}: {icon}"
        for name in FILES
        for icon in named_icons(name, places)
        if icon not in sprite
    }
    assert not missing, f"Not in static/icons.svg (how to add: static/vendor/README.md): {missing}"


def test_files_of_others_are_what_their_list_says() -> None:
    table = (STATIC / "vendor" / "README.md").read_text()
    listed = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", table, re.MULTILINE)
    on_disk = {
        path.relative_to(STATIC / "vendor").as_posix()
        for path in (STATIC / "vendor").rglob("*")
        if path.suffix in {".js", ".css"}
    }
    assert {name for name, _ in listed} == on_disk
    for name, checksum in listed:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == checksum


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda sheet: sheet.name)
def test_every_rule_of_a_stylesheet_ends_before_the_next_begins(sheet: Path) -> None:
    depth = 0
    for number, line in enumerate(sheet.read_text().splitlines(), 1):
        nested = line.startswith((".", "@", ":", "/*")) and not line.strip().endswith("{}")
        assert not (nested and depth), f"{sheet.name}:{number} stands inside another rule"
        depth += line.count("{") - line.count("}")
    assert depth == 0, sheet.name


def test_styles_and_scripts_ask_for_nothing_that_is_not_here() -> None:
    for sheet in [*STATIC.glob("css/*.css"), *STATIC.glob("fonts/*.css")]:
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            assert (sheet.parent / address.strip("\"'")).is_file(), f"{sheet.name}: {address}"
    for script in STATIC.glob("js/*.js"):
        text = script.read_text()
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|https?:", text)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda sheet: sheet.name)
def test_every_rule_of_a_style_sheet_is_closed_before_the_next(sheet: Path) -> None:
    """A brace lost in a merge makes all rules after it children of one that matches nothing."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("status", ERRORS)
def test_error_pages_need_neither_person_nor_database(application: Flask, status: int) -> None:
    with application.test_request_context("/items/5"):
        page = render_template(f"errors/{status}.html", status=status, sentence="", typed=[])
    assert f"Mã lỗi {status}" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("status", [400, 409, 429, 500, 503])
def test_error_pages_keep_what_was_typed(application: Flask, status: int) -> None:
    typed = {"result": "Đã <b>niêm yết</b> 12 thủ tục", "password": "bí mật", "version": "3"}
    with application.test_request_context("/items/5", method="POST", data=typed):
        page = render_template(
            f"errors/{status}.html", status=status, sentence="", typed=[("result", "x")]
        )
    assert "Đã &lt;b&gt;niêm yết&lt;/b&gt; 12 thủ tục" in page
    assert 'name="version" value="3"' in page
    assert "bí mật" not in page


def test_a_day_that_a_rule_refused_can_be_mended_on_the_page_that_says_so(
    application: Flask,
) -> None:
    with application.test_request_context("/", method="POST", data={"due_on": "28/11/2026"}):
        page = render_template(
            "errors/409.html",
            typed=[("due_on", "28/11/2026")],
            labels={"due_on": "Thời hạn"},
            texts={"due_on"},
        )
    assert re.search(r'<input[^>]+type="text"[^>]+name="due_on" value="28/11/2026"', page)


def test_a_conflict_shows_both_versions_and_sends_the_stored_number(application: Flask) -> None:
    with application.test_request_context("/items/5", method="POST", data={"version": "3"}):
        page = render_template(
            "errors/409.html",
            sentence="",
            typed=[("result", "Bản của người thứ hai")],
            current=[("Kết quả", "Bản đã lưu trước")],
            current_version=4,
            labels={"result": "Kết quả"},
        )
    assert "Bản của người thứ hai" in page
    assert "Bản đã lưu trước" in page
    assert 'name="version" value="4"' in page
    assert 'value="3"' not in page


class SampleForm(HouseForm):
    why = StringField("Lý do chậm", validators=[Required("Nhập lý do chậm.")])
    kind = RadioField("Kết luận", choices={"note": "Ghi nhận", "close": "Kết thúc"})


def rendered_form(application: Flask, template: str) -> str:
    with application.test_request_context("/x", method="POST", data={"why": ""}):
        form = SampleForm()
        form.validate()
        return render_template_string(template, form=form)


def test_a_field_is_tied_to_its_label_hint_and_error(application: Flask) -> None:
    page = rendered_form(
        application,
        '{% from "macros/forms.html" import field_row %}'
        '{{ field_row(form.why, "Ngắn gọn.", rows=2) }}',
    )
    assert '<label class="form-label" for="why">' in page
    assert 'aria-describedby="why-h why-e"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="why-h">Ngắn gọn.' in page
    assert re.search(r'id="why-e">.*Nhập lý do chậm\.', page, re.DOTALL)


def test_the_summary_of_errors_links_to_the_fields(application: Flask) -> None:
    page = rendered_form(
        application,
        '{% from "macros/forms.html" import form_for %}'
        '{% call form_for(form, draft="a-1") %}x{% endcall %}',
    )
    assert "Có 2 chỗ cần sửa trước khi gửi" in page
    assert '<a class="text-decoration-underline" href="#why">Lý do chậm: Nhập lý do chậm.' in page
    assert 'href="#kind"' in page
    assert 'name="idempotency_key"' in page


def test_choices_are_real_radio_buttons_in_one_group(application: Flask) -> None:
    page = rendered_form(
        application,
        '{% from "macros/choices.html" import pick_row %}{{ pick_row(form.kind, keys=true) }}',
    )
    assert page.count('type="radio"') == 2
    assert '<legend class="form-label">Kết luận</legend>' in page
    assert 'id="kind"' in page
