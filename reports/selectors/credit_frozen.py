"""Freeze what a paper of angka kredit says about one person on one day."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from appraisal.enums import CreditLevel
from appraisal.models import CreditConversion, CreditDetermination
from appraisal.regulation import COPY_RECIPIENTS, CREDIT_COPIES, CREDIT_DECIMALS
from appraisal.rules.credit import CREDIT_TABLE, FunctionalLevel
from appraisal.rules.credit_ledger import EntryKind
from personnel.models import Assignment, Employee
from personnel.rules.dates import MONTHS, long_date
from personnel.rules.kinds import EmployeeKind
from personnel.rules.ranks import rank_label, ranks_of
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on
from reports.documents.credit_content import (
    CreditContent,
    CreditLine,
    Minimum,
    OfficerLines,
    SignerLines,
)
from reports.selectors.frozen import posts_on
from reports.selectors.letterheads import Stationery
from reports.selectors.signing import Authorities, Signature


def freeze_conversion(row: CreditConversion, paper: Stationery) -> CreditContent:
    """Form A of one conversion."""
    supervisor = row.evaluation.supervisor
    if supervisor is None:
        raise ValueError("a final evaluation has a supervisor")
    line = {
        "year": row.year,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "months": row.months,
        "predicate": row.predicate,
        "percent": row.percent,
        "coefficient": str(row.coefficient),
        "points": f"{row.points:.3f}",
    }
    return _content(
        "conversion",
        row.employee,
        supervisor,
        paper,
        starts=row.starts,
        ends=row.ends,
        lines=_lines([line]),
        total=f"{row.points:.3f}",
    )


def freeze_determination(kind: str, row: CreditDetermination, paper: Stationery) -> CreditContent:
    """Form B or C of one determination."""
    old_kinds = (EntryKind.BASIC, EntryKind.FORMER, EntryKind.EQUALISATION)
    base = sum(
        (Decimal(one["old"]) + Decimal(one["new"]) for one in row.rows if one["kind"] in old_kinds),
        start=Decimal("0.000"),
    )
    lines = _lines(row.lines)
    earned = sum((Decimal(line.points) for line in lines), start=Decimal("0.000"))
    level = FunctionalLevel(row.level)
    following = CREDIT_TABLE[level].next_level
    return _content(
        kind,
        row.employee,
        row.supervisor,
        paper,
        starts=row.starts,
        ends=row.ends,
        lines=lines,
        base=f"{base:.3f}" if kind == "accumulation" else "0.000",
        total=f"{base + earned:.3f}" if kind == "accumulation" else f"{row.total:.3f}",
        rows=tuple((one["kind"], one["old"], one["new"]) for one in row.rows),
        rank=Minimum(target=_next_rank(row.employee), points=f"{row.rank_minimum:.3f}"),
        level=Minimum(target=_level_name(following), points=f"{row.level_minimum:.3f}")
        if row.level_minimum is not None and following
        else None,
        conditions=tuple((one["code"], one["met"]) for one in row.conditions),
    )


def _content(
    kind: str,
    employee: Employee,
    supervisor: Employee,
    paper: Stationery,
    **figures: Any,
) -> CreditContent:
    posts = posts_on({employee.pk, supervisor.pk}, paper.day)
    signature = (
        Signature(
            authority=supervisor,
            unit=posts[employee.pk].post.unit,
            day=paper.day,
            employee_id=employee.pk,
        )
        if employee.pk in posts
        else None
    )
    held, signer = posts.get(employee.pk), posts.get(supervisor.pk)
    regulation = regulation_on(paper.day)
    return CreditContent(
        kind=kind,
        institution=paper.institution,
        address=paper.address,
        employee=_officer(employee, held),
        supervisor=SignerLines(
            name=supervisor.full_name,
            nip=supervisor.nip or "",
            post=signer.post.title if signer else "",
        ),
        copies=_copies(regulation),
        decimals=regulation.whole(CREDIT_DECIMALS),
        place=paper.place,
        supervisor_signed_on=paper.day,
        number=paper.number,
        verification_code=paper.code,
        verification_address=paper.verification_address,
        frozen_at=paper.now,
        signing=Authorities([signature]).signing(signature),
        **figures,
    )


def _officer(person: Employee, held: Assignment | None) -> OfficerLines:
    rank = [rank_label(person.rank)] if person.rank else []
    if person.rank_since:
        rank.append(long_date(person.rank_since))
    with translation.override("id"):
        sex = str(person.get_sex_display()) if person.sex else ""
    return OfficerLines(
        name=person.full_name,
        nip=person.nip or "",
        birth=long_date(person.birth_date) if person.birth_date else "",
        sex=sex,
        rank=" / ".join(rank),
        post=f"{held.post.title} / {long_date(held.effective_from)}" if held else "",
        unit=held.post.unit.name if held else "",
    )


def _lines(rows: Iterable[Mapping[str, Any]]) -> tuple[CreditLine, ...]:
    return tuple(
        CreditLine(
            year=row["year"],
            months=row["months"],
            period=_months(date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])),
            predicate=row["predicate"],
            percent=row["percent"],
            coefficient=row["coefficient"],
            points=row["points"],
        )
        for row in rows
    )


def _months(starts: date, ends: date) -> str:
    first, last = MONTHS[starts.month - 1], MONTHS[ends.month - 1]
    return first if first == last else f"{first}–{last}"


def _copies(regulation: Regulation) -> tuple[str, ...]:
    chosen = regulation.table(CREDIT_COPIES)
    with translation.override("id"):
        return tuple(str(COPY_RECIPIENTS[key]) for key, sent in chosen.items() if sent == "yes")


def _next_rank(person: Employee) -> str:
    ranks = ranks_of(EmployeeKind.PNS)
    if person.rank not in ranks[:-1]:
        return ""
    return rank_label(ranks[ranks.index(person.rank) + 1])


def _level_name(level: FunctionalLevel | None) -> str:
    with translation.override("id"):
        return str(CreditLevel(level).label) if level else ""
