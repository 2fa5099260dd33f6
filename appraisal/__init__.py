"""The appraisal cycle: plan, achievement, evaluation, predicate, objection."""
