"""What people of the demo said to each other: remarks, guidance, dialogues."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

from appraisal.enums import DialogueKind, FeedbackRole, FeedbackTone, PointOwner
from appraisal.models import (
    AgreedPoint,
    Coaching,
    CoachingAnswer,
    CompetenceScore,
    ContinuousFeedback,
    PerformanceDialogue,
)
from appraisal.rules.coaching import STATEMENTS
from sabang_kinerja.demo.content import phrases
from sabang_kinerja.demo.doing import Doer
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables

_COMPETENCES: Final = (
    ("Kerja sama", "Berbagi cara kerja kepada rekan dan menepati pembagian tugas."),
    ("Orientasi pada hasil", "Menyelesaikan sebagian besar tugas sebelum batas waktunya."),
    ("Komunikasi", "Laporan tertulis jelas; penyampaian lisan masih perlu dilatih."),
    ("Pelayanan publik", "Menjelaskan persyaratan dengan sabar dan lengkap."),
)
_FITTING: Final = (0, 7, 9, 13, 14, 17, 18, 20, 25, 26, 27, 28)
"""Places of agreements in the file that fit any post."""
_SUMMARIES: Final = (
    "Membahas capaian sampai bulan ini, hambatan data, dan dukungan yang diperlukan.",
    "Memeriksa target yang tertinggal dan menyepakati urutan pengerjaannya.",
    "Menyamakan pengertian tentang ukuran keberhasilan dan sumber datanya.",
)


def _agreements() -> list[str]:
    texts = phrases()["coaching_agreements"]
    return [texts[place] for place in _FITTING]


class TalkWriter:
    """Writes remarks, guidance and dialogues of some people."""

    def __init__(self, tables: Tables, seed: int, now: datetime) -> None:
        self._tables = tables
        self._seed = seed
        self._now = now

    def write(self, doers: list[Doer]) -> None:
        """A few of each for everybody in ``doers``; colleagues share the supervisor."""
        mates: dict[int, list[Person]] = defaultdict(list)
        leaders = {doer.person.id: doer.supervisor for doer in doers}
        for doer in doers:
            mates[doer.supervisor.id].append(doer.person)
        for doer in doers:
            chance = stream(self._seed, "talk", doer.person.nip)
            colleagues = [one for one in mates[doer.supervisor.id] if one is not doer.person]
            for _time in range(chance.choice((0, 1, 1, 2, 3))):
                self._remark(doer, colleagues, chance)
            if sometimes(chance, 0.35):
                self._dialogue(doer, chance)
            if sometimes(chance, 0.2):
                self._coaching(doer, leaders.get(doer.supervisor.id), chance)

    def _moment(self, chance: random.Random, longest: int) -> datetime:
        back = timedelta(days=chance.randint(2, longest), hours=chance.randint(-5, 5))
        return self._now - back

    def _remark(self, doer: Doer, colleagues: list[Person], chance: random.Random) -> None:
        at = max(self._moment(chance, 80), datetime.combine(doer.starts, self._now.timetz()))
        by_leader = not colleagues or sometimes(chance, 0.45)
        about: dict[str, object]
        if by_leader and doer.results:
            tone = chance.choice(FeedbackTone.values)
            text = chance.choice(phrases()["supervisor_notes"][tone])
            about = {"result_id": doer.results[0][0], "core_value": ""}
        else:
            entry = chance.choice(phrases()["colleague_feedback"])
            tone, text = entry["tone"], entry["text"]
            about = {"result_id": None, "core_value": entry["core_value"]}
        self._tables[ContinuousFeedback].add(
            giver_id=(doer.supervisor if by_leader else chance.choice(colleagues)).id,
            employee_id=doer.person.id,
            role=FeedbackRole.LEADER if by_leader else FeedbackRole.COLLEAGUE,
            tone=tone,
            text=text,
            given_on=at.date(),
            given_at=at,
            **about,
        )

    def _dialogue(self, doer: Doer, chance: random.Random) -> None:
        at = max(self._moment(chance, 45), datetime.combine(doer.starts, self._now.timetz()))
        dialogue = self._tables[PerformanceDialogue].add(
            plan_id=doer.plan_id,
            kind=DialogueKind.PROGRESS,
            held_on=at.date(),
            summary=chance.choice(_SUMMARIES),
            made_by_id=doer.supervisor.user_id,
            made_at=at,
        )
        for text in chance.sample(_agreements(), chance.choice((1, 2))):
            due = at.date() + timedelta(days=chance.randint(10, 60))
            done = due < self._now.date() and sometimes(chance, 0.8)
            self._tables[AgreedPoint].add(
                dialogue_id=dialogue,
                text=text,
                owner=PointOwner.SUPERVISOR if sometimes(chance, 0.25) else PointOwner.EMPLOYEE,
                due=due,
                done_at=min(at + timedelta(days=9), self._now) if done else None,
                done_by_id=doer.supervisor.user_id if done else None,
            )

    def _coaching(self, doer: Doer, superior: Person | None, chance: random.Random) -> None:
        at = max(self._moment(chance, 60), datetime.combine(doer.starts, self._now.timetz()))
        answered = sometimes(chance, 0.7)
        reader = superior if superior is not doer.person else None
        coaching = self._tables[Coaching].add(
            employee_id=doer.person.id,
            leader_id=doer.supervisor.id,
            superior_id=reader.id if reader else None,
            held_on=at.date(),
            topic="Menyelesaikan target yang tertinggal",
            agreement=chance.choice(_agreements()),
            answered_at=min(at + timedelta(days=1), self._now) if answered else None,
            created_at=at,
        )
        if answered:
            for one in STATEMENTS:
                self._tables[CoachingAnswer].add(
                    coaching_id=coaching, statement=one.code, score=chance.choice((3, 4, 4, 5))
                )
        for competence, reason in chance.sample(_COMPETENCES, 2):
            self._tables[CompetenceScore].add(
                coaching_id=coaching,
                competence=competence,
                score=chance.choice((3, 4, 4, 5)),
                reason=reason,
            )
