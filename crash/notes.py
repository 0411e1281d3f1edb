"""Writes down what people did and how the process ended, as plain facts: crash/checker/facts.py tells which."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Notes:
    facts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, fact: str, **more: Any) -> None:
        self.facts.append({"fact": fact, **more})

    def first(self, fact: str) -> dict[str, Any]:
        return next(one for one in self.facts if one["fact"] == fact)

    def write(self, to: Path) -> None:
        lines = (json.dumps(fact, ensure_ascii=False) for fact in self.facts)
        to.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
