"""Triggers with which the database defends plans and evaluations against every writer."""

from collections.abc import Iterable

import pgtrigger

from appraisal.workflow import Move, arrows


def follows(moves: tuple[Move, ...]) -> pgtrigger.Trigger:
    """Refuse a change of state that the transition table does not know."""
    pairs = ", ".join(f"('{source}', '{target}')" for source, target in arrows(moves))
    return pgtrigger.Trigger(
        name="state_follows_table",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
        func=f"""
            IF (OLD.state, NEW.state) NOT IN ({pairs}) THEN
                RAISE EXCEPTION 'state % may not follow %', NEW.state, OLD.state
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def frozen_with(
    source: str, key: str, column: str, open_states: Iterable[str], *, watched: Iterable[str] = ()
) -> list[pgtrigger.Trigger]:
    """Refuse writes to a row whose parent has left the states in which it is edited.

    ``source`` is the FROM clause in which the parent is called ``parent``, ``key`` the column
    there that equals ``column`` of the row. With ``watched`` only changes of those columns count.
    """
    states = ", ".join(f"'{state}'" for state in sorted(open_states))

    def func(row: str, result: str) -> str:
        # The names come from our own models, never from outside.
        return f"""
            IF EXISTS (
                SELECT 1 FROM {source}
                WHERE {key} = {row}.{column} AND parent.state NOT IN ({states})
            ) THEN
                RAISE EXCEPTION 'rows of % are frozen: their parent is fixed', TG_TABLE_NAME
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN {result};
        """  # noqa: S608

    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in watched)
    return [
        pgtrigger.Trigger(
            name="frozen_insert",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=func("NEW", "NEW"),
        ),
        pgtrigger.Trigger(
            name="frozen_update",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(changed) if changed else None,
            func=func("OLD", "NEW"),
        ),
        pgtrigger.Trigger(
            name="frozen_delete",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=func("OLD", "OLD"),
        ),
    ]


def append_only() -> pgtrigger.Trigger:
    """Rows are written once and never changed or removed."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
