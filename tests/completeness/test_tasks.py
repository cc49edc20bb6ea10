"""What the program asks people to look at, it says in both languages."""

import ast
import re
from pathlib import Path

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel.site import Task
from tests.every_module.declared import SOURCE, sources, tree_of

MAKER = SOURCE / "kernel" / "safety.py"
HAN = re.compile(r"[\u4e00-\u9fff]")


def makes_tasks(path: Path) -> list[str]:
    """Where a file makes a task by itself."""
    calls = [each for each in ast.walk(tree_of(path)) if isinstance(each, ast.Call)]
    named = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id == "Task"]
    return [f"{path.relative_to(SOURCE)}:{each.lineno}" for each in named]


def test_only_one_place_makes_tasks_and_wants_both_languages() -> None:
    """`add_task` takes a Text; whoever goes round it could leave the Chinese out."""
    assert len(makes_tasks(MAKER)) == 1
    others = [each for each in sources() if each != MAKER]
    assert [place for path in others for place in makes_tasks(path)] == []


def test_every_task_of_a_plant_is_told_in_chinese(tmp_path: Path) -> None:
    plant = Plant(tmp_path / "site")
    try:
        make_history(plant, 700, 7, lambda done, aim: None)
        with plant.reader() as reader:
            tasks = reader.find(Task)
    finally:
        plant.close()
    assert tasks
    assert [each.code for each in tasks if not HAN.search(each.detail_zh or "")] == []
    assert [each.code for each in tasks if HAN.search(each.detail)] == []
