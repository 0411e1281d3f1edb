"""The workflow is pure: it imports the standard library and itself, and nothing else."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.workflow

FILES = sorted(Path(str(bot.workflow.__file__)).parent.glob("**/*.py"))


def imported(source: str) -> Iterator[str]:
    """Every module that is named, also inside a function; one named from here (".") begins with a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_pure(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names or f"{module}.".startswith("bot.workflow.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_workflow_imports_the_standard_library_and_itself_alone(file: Path) -> None:
    assert [module for module in imported(file.read_text(encoding="utf-8")) if not is_pure(module)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import yaml",
        "from bot.texts.say import say",
        "def f():\n    import requests.x as x",
        "from .. import app",
    ],
)
def test_anything_else_would_be_found(source: str) -> None:
    assert not any(is_pure(module) for module in imported(source))
