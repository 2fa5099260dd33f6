"""Triggers that several models of the room share."""

import pgtrigger

from training.workflow import Steps, pairs


def only_steps(name: str, steps: Steps) -> pgtrigger.Trigger:
    """Refuse every change of ``state`` that is not a step of the table."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
        func=f"""
            IF (OLD.state, NEW.state) NOT IN ({pairs(steps)}) THEN
                RAISE EXCEPTION 'no such step' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )
