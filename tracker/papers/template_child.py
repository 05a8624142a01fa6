"""The process that fills one Word template: limits itself, fills in the sandbox, ends."""

import base64
import json
import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType


def _fill(template: bytes, context: dict[str, object]) -> bytes:
    """The filled file; raises BadFile telling what is wrong with the template."""
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415  after the limits
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    # Without the sandbox a template runs any code; without autoescape "A & B" loses its "&".
    sandbox = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    filled = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(context, sandbox, autoescape=True)
        document.save(filled)
    except SecurityError:
        reason = "Mẫu Word gọi tới phần không được phép. Chỉ dùng các trường đã công bố."
    except UndefinedError as error:
        reason = f"Mẫu Word dùng trường không có ({error.message}). Sửa tên trường rồi tải lại."
    except TemplateSyntaxError as error:
        reason = f"Mẫu Word viết sai cú pháp trường ({error.message}). Sửa lại rồi tải lại."
    except (TemplateError, TypeError, OverflowError, ArithmeticError) as error:
        reason = f"Mẫu Word không điền được ({type(error).__name__}). Sửa lại rồi tải lại."
    except (PackageNotFoundError, KeyError, LxmlError):
        reason = "Mẫu Word không phải tệp .docx hợp lệ. Mở bằng Word, lưu lại rồi tải lại."
    else:
        return filled.getvalue()
    raise import_module("tracker.errors").BadFile(reason)


def _check(template: bytes) -> None:
    """Everything a foreign .docx is checked for before anything in it is read."""
    bad_file = import_module("tracker.errors").BadFile
    try:
        import_module("tracker.intake.packages").open_package(template, ".docx")
    except bad_file as refusal:
        raise bad_file(f"Mẫu Word {refusal}") from None


def main() -> int:
    """Read the task from standard input; the exit status is 2 where the template is to blame."""
    import_module("tracker.intake.child").limit_self()
    bad_file = import_module("tracker.errors").BadFile
    task = json.load(sys.stdin)
    template = base64.b64decode(task["template"])
    try:
        _check(template)
        sys.stdout.buffer.write(_fill(template, task["context"]))
    except bad_file as refusal:
        sys.stderr.write(str(refusal))
        return 2
    return 0


if __name__ == "__main__":
    # As intake/start.py does: an empty package stands in, so the application is never loaded here.
    package = ModuleType("tracker")
    package.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["tracker"] = package
    sys.exit(main())
