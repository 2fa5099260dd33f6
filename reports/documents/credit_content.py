"""What a paper of angka kredit says, frozen as plain values when its number is taken."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from reports.documents.canonical import canonical_json, fingerprint
from reports.documents.signing import Signing, frozen_signing


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLines:
    """Rows 1 to 9 of *Keterangan perorangan*; what is not on record is empty."""

    name: str
    nip: str
    birth: str
    sex: str
    rank: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerLines:
    """The supervisor who signs; ``nip`` is empty for a state official."""

    name: str
    nip: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """One conversion; amounts are decimal texts with a full stop ("12.500")."""

    year: int
    months: int
    period: str
    predicate: str
    percent: int
    coefficient: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """What promotion to ``target`` needs ("Penata / III/c", "Ahli Muda"); empty where none is."""

    target: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditContent:
    """Everything that one of the three forms says.

    ``institution`` are the government and the lines of the agency; ``rows`` are (kind, old, new)
    in printed order and ``conditions`` (code, met) for the determination alone; ``base`` is what
    the accumulation begins with (nilai integrasi). ``decimals`` is 2 or 3. ``signing`` tells
    by what the supervisor signs, if not in the own post.
    """

    kind: str
    institution: tuple[str, ...]
    address: str
    employee: OfficerLines
    supervisor: SignerLines
    starts: date
    ends: date
    lines: tuple[CreditLine, ...]
    base: str = "0.000"
    rows: tuple[tuple[str, str, str], ...] = ()
    total: str = "0.000"
    rank: Minimum | None = None
    level: Minimum | None = None
    conditions: tuple[tuple[str, bool | None], ...] = ()
    copies: tuple[str, ...] = ()
    decimals: int = 3
    place: str
    supervisor_signed_on: date
    number: str
    verification_code: str
    verification_address: str
    frozen_at: datetime
    signing: Signing | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        values = asdict(self)
        for key in ("starts", "ends", "supervisor_signed_on"):
            values[key] = values[key].isoformat()
        for key in ("institution", "copies"):
            values[key] = list(values[key])
        for key in ("rows", "conditions"):
            values[key] = [list(row) for row in values[key]]
        values["lines"] = [dict(line) for line in values["lines"]]
        values["frozen_at"] = self.frozen_at.astimezone(UTC).isoformat()
        return frozen_signing(values)

    def to_json(self) -> str:
        """Canonical JSON: attached to the file and fingerprinted."""
        return canonical_json(self.as_dict())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())
