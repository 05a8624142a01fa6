"""The survey report of a round, signed outside the system: what the clerk enters afterwards."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.surveys.models import Round
from tracker.surveys.words import RoundState
from tracker.vietnamese import short_date, tidy


@dataclass(frozen=True)
class Signing:
    """Number, day and signer of the signed report, and its stored file."""

    number: str
    signed_on: date
    signer: str
    file_id: int | None = None


def sign_round(session: Session, row: Round, signing: Signing, *, today: date) -> Round:
    """Enter once that the frozen report of a round was signed; CCHC reports may cite it then.

    Raises Refusal unless its report is frozen and unsigned, BadInput for a day before the
    collecting ended or still to come.
    """
    if row.state is RoundState.SIGNED:
        raise Refusal("Đã ghi ngày ký báo cáo của đợt này, chỉ ghi một lần.")
    if row.state is not RoundState.REPORTED:
        raise Refusal("Đóng đợt, chốt báo cáo kết quả trước khi ghi số, ngày ký báo cáo.")
    if not row.collect_to <= signing.signed_on <= today:
        raise BadInput(
            f"Ngày ký phải từ ngày kết thúc thu phiếu ({short_date(row.collect_to)}) đến hôm nay "
            f"({short_date(today)})."
        )
    row.report_number, row.signer = tidy(signing.number), tidy(signing.signer)
    row.signed_on, row.signed_file_id = signing.signed_on, signing.file_id
    row.state = RoundState.SIGNED
    session.flush()
    return row
