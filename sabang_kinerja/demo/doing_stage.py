"""Puts the demo's doing together: days, links, remarks, guidance, dialogues."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime

from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.between_people import TalkWriter
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.doing import DoingWriter, doers_of, some_doers, write_link_checks
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.performance import DEMO_TEAM
from sabang_kinerja.demo.tables import Tables


def write_doing(
    city: City,
    population: Population,
    holidays: AbstractSet[date],
    seed: int,
    now: datetime,
    tables: Tables,
) -> None:
    """Write what happened between people in the running year; plans must be in the database."""
    team = {
        person.id for post in city.posts_in(DEMO_TEAM) for person in population.holders(post)
    } | {person.id for person in demo_people(city, population).values()}
    doers = doers_of(population, now.year)
    some = some_doers(doers, team, seed)
    DoingWriter(tables, seed, now, holidays).write(some)
    TalkWriter(tables, seed, now).write(some)
    write_link_checks(seed, now, tables)
