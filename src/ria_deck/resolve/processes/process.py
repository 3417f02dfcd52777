"""Resolve a `{process}` block into its steps, not yet laid out."""

from __future__ import annotations

from ria_deck.content.specs.process import ProcessSpec, StepSpec
from ria_deck.model.process import Process, ProcessStep
from ria_deck.resolve.context import Context
from ria_deck.resolve.palette import known_role
from ria_deck.resolve.text import optional_text, required_text


def resolve_process(spec: ProcessSpec, context: Context) -> Process | None:
    """The process; faults are told in the report and give None."""
    steps = [_step(step, context) for step in spec.steps]
    found = tuple(step for step in steps if step is not None)
    return Process(name=spec.name, steps=found) if len(found) == len(steps) else None


def _step(spec: StepSpec, context: Context) -> ProcessStep | None:
    color = known_role(spec.color, context.theme, context.report, spec.color_span)
    if color is None:
        return None
    label = required_text(spec.label, context, "the step's label")
    return ProcessStep(label=label, text=optional_text(spec.text, context), color=color)
