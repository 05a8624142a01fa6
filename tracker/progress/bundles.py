"""A package of evidence (gói tài liệu kiểm chứng): what is in it, under which names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.papers.names import file_name
from tracker.progress.queries.proofs import ProofLine, Standing
from tracker.vietnamese import short_date

_LONGEST_PART = 60
GONE = "Không tìm thấy tệp trong kho"
EXPLAINED = "Giải trình thay tài liệu, không có tệp"


@dataclass(frozen=True)
class BundleLine:
    """One line of the list of contents; `name` is the file's in the package, "" without one."""

    number: int
    proof: ProofLine
    name: str
    place: str  # the file's name, or where the paper is kept

    @property
    def sha256(self) -> str:
        """The hash of the file in the package; "" without one."""
        return self.proof.file.sha256 if self.name and self.proof.file else ""


@dataclass(frozen=True)
class Bundle:
    """What a package holds, and what was left out of it."""

    lines: tuple[BundleLine, ...]
    left_waiting: int  # evidence of reports nobody decided about, left out
    left_returned: int

    @property
    def files(self) -> tuple[BundleLine, ...]:
        """The lines with a file, each file of an item once."""
        first: dict[str, BundleLine] = {}
        for line in self.lines:
            if line.name:
                first.setdefault(line.name, line)
        return tuple(first.values())

    @property
    def size(self) -> int:
        """How many bytes the files have, before anything is packed."""
        return sum(line.proof.file.size for line in self.files if line.proof.file)

    @property
    def papers(self) -> int:
        """How many documents are named without a file."""
        return sum(not line.name and not line.proof.is_explanation for line in self.lines)

    @property
    def explanations(self) -> int:
        """How many explanations stand instead of a proof."""
        return sum(line.proof.is_explanation for line in self.lines)

    @property
    def waiting(self) -> int:
        """How many lines nobody has confirmed yet."""
        return sum(line.proof.standing is Standing.WAITING for line in self.lines)

    @property
    def gone(self) -> int:
        """How many files the store no longer holds."""
        return sum(line.place == GONE for line in self.lines)


def bundle_of(
    proofs: Sequence[ProofLine], *, with_waiting: bool, is_kept: Callable[[str], bool]
) -> Bundle:
    """The package of these proofs; `is_kept` says of a hash whether the store has its file."""
    wanted = [
        proof
        for proof in proofs
        if proof.standing is Standing.ACCEPTED
        or (with_waiting and proof.standing is Standing.WAITING)
    ]
    counted = [proof.standing for proof in proofs]
    return Bundle(
        tuple(_lines(wanted, is_kept)),
        left_waiting=0 if with_waiting else counted.count(Standing.WAITING),
        left_returned=counted.count(Standing.RETURNED),
    )


def _lines(proofs: Iterable[ProofLine], is_kept: Callable[[str], bool]) -> Iterator[BundleLine]:
    taken: set[str] = set()
    same: dict[tuple[int, str], str] = {}
    for number, proof in enumerate(proofs, 1):
        if proof.file is None:
            yield BundleLine(number, proof, "", _where(proof))
            continue
        if not is_kept(proof.file.sha256):
            yield BundleLine(number, proof, "", GONE)
            continue
        key = (proof.item_id, proof.file.sha256)
        if key not in same:
            same[key] = _unique(proof, taken)
        yield BundleLine(number, proof, same[key], same[key])


def _where(proof: ProofLine) -> str:
    if proof.is_explanation:
        return EXPLAINED
    kept_at = proof.evidence.kept_at
    return f"Văn bản giấy, lưu {kept_at}" if kept_at else "Văn bản giấy, chưa ghi nơi lưu"


def _unique(proof: ProofLine, taken: set[str]) -> str:
    """NV12_BB-hop-CCHC-thang-8_12-BB-STP.pdf; a second one of that name gets -2."""
    name = proof_name(proof)
    stem, _, suffix = name.rpartition(".")
    again = 1
    while name.lower() in taken:
        again += 1
        name = f"{stem}-{again}.{suffix}"
    taken.add(name.lower())
    return name


def proof_name(proof: ProofLine) -> str:
    """The name of a proof's file by item and document: ASCII letters, no folder, no device."""
    evidence, file = proof.evidence, proof.file
    if file is None:
        raise ValueError("a proof without a file has no file name")
    summary = evidence.summary or file.name.rpartition(".")[0]
    number = evidence.number or (short_date(evidence.dated_on) if evidence.dated_on else "")
    parts = (f"NV{proof.position:02d}", summary[:_LONGEST_PART], number[:_LONGEST_PART])
    return file_name(*parts, suffix=file.kind)
