"""What every `flask <room> …` command shares: exit statuses, JSON, the agency, one commit."""

import functools
import json
import sys
from collections.abc import Callable
from datetime import date
from typing import IO, Any, TypeVar

import click
from flask import cli as flask_cli
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from typing_extensions import override

from tracker import clock
from tracker.canonical import plain
from tracker.database import begin_writing, commit, db, end_writing, ensure_migrated, is_writing
from tracker.errors import Altered, BadInput, Refusal
from tracker.forms import parse_day
from tracker.ledger.recording import ACTOR
from tracker.organisation.models import Agency

F = TypeVar("F", bound=Callable[..., Any])
EXIT_FAILED = 1
EXIT_BAD_INPUT = 2

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


class Misuse(click.UsageError):
    """A command that was typed wrongly, told as every refusal is: one line, exit status 2."""

    @override
    def show(self, file: IO[Any] | None = None) -> None:
        path = self.ctx.command_path if self.ctx else "flask"
        click.echo(f"lỗi: {self.message} Cách dùng: {path} --help.", err=True)


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn {error.option_name}."
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        name = error.param.get_error_hint(error.ctx).strip("'")
        missing = isinstance(error, click.MissingParameter)
        return f"Thiếu {name}." if missing else f"Giá trị của {name} không dùng được."
    return error.message


class Command(click.Command):
    """A command whose misuse is one line."""

    @override
    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        try:
            return super().make_context(*args, **extra)
        except click.UsageError as error:
            raise Misuse(_sentence(error), error.ctx) from None


class AppGroup(flask_cli.AppGroup):
    """Commands of a room; misuse is one line."""

    command_class = Command

    @override
    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            raise Misuse(f"Không có lệnh “{args[0]}”.", ctx)
        return super().resolve_command(ctx, args)


class DayParam(click.ParamType[date]):
    """A day as 2021-09-30 or 30/9/2021, never month first."""

    name = "ngày"

    @override
    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            raise click.UsageError(f"“{value}” không phải ngày có thật, ví dụ: 2021-09-30.")
        return day


day_option = DayParam()
agency_option = click.option("--agency", "agency_code", default="", help="Mã cơ quan.")


def verb(*, stores: bool = False, needs_database: bool = True) -> Callable[[F], F]:
    """Wrap the body of a command: a Refusal becomes one line on standard error and exit status 2.

    What was altered since it was sealed, a database or a folder out of reach exit with 1.

    With `stores` the body runs in one transaction that is committed when it returns. An empty
    data folder is migrated first, unless the command needs no database.
    """

    def wrap(body: F) -> F:
        @functools.wraps(body)
        def run(*args: Any, **kwargs: Any) -> Any:
            try:
                if needs_database:
                    ensure_migrated()
                return _run(body, args, kwargs) if stores else body(*args, **kwargs)
            except Refusal as refusal:
                if needs_database:
                    db.session.rollback()
                click.echo(f"lỗi: {' '.join(str(refusal).split())}", err=True)
                sys.exit(EXIT_FAILED if isinstance(refusal, Altered) else EXIT_BAD_INPUT)
            except click.Abort:
                click.echo("\nlỗi: Chưa có câu trả lời nên chưa lưu gì.", err=True)
                sys.exit(EXIT_FAILED)
            except (OperationalError, OSError) as error:
                click.echo(f"lỗi: {_failure(error)}", err=True)
                sys.exit(EXIT_FAILED)

        return with_appcontext(run)  # type: ignore[return-value]

    return wrap


def _failure(error: OperationalError | OSError) -> str:
    if isinstance(error, OperationalError):
        return f"Không dùng được cơ sở dữ liệu: {' '.join(str(error.orig).split())}"
    return f"Không đọc hoặc ghi được {error.filename}: {error.strerror}"


def _run(body: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    begin_writing()
    db.session().info[ACTOR] = "cli"
    try:
        result = body(*args, **kwargs)
        commit(db.session())
    finally:
        end_writing()
    return result


def find_agency(code: str) -> Agency:
    """The agency with this code, or the only one without a code; BadInput (exit 2) otherwise."""
    agencies = db.session.scalars(select(Agency).order_by(Agency.code)).all()
    if code:
        chosen = [a for a in agencies if a.code == code]
        if not chosen:
            raise BadInput(f"Không có cơ quan mã “{code}”. Xem mã bằng “flask organisation list”.")
        return _writable(chosen[0])
    if len(agencies) != 1:
        raise BadInput("Có nhiều cơ quan hoặc chưa có cơ quan nào: thêm --agency MÃ.")
    return _writable(agencies[0])


def _writable(agency: Agency) -> Agency:
    """The agency; BadInput for one that was merged into another in a command that stores."""
    if is_writing() and agency.is_closed(clock.today()):
        raise BadInput(f"Cơ quan “{agency.code}” đã hợp nhất: hồ sơ chỉ còn để đọc.")
    return agency


def answer(facts: Any, lines: list[str], *, as_json: bool) -> None:
    """Print `facts` as JSON, or `lines` for people."""
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1, default=plain))
    else:
        click.echo("\n".join(lines))
