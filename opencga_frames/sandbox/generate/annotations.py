"""Variable sets of the invented studies, and annotation sets of every type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import read_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["annotation_sets", "generated_variable_sets"]

#: Age of somebody whose age is not known.
_AGE = 40
_SITES = ("NORTH", "SOUTH", "EAST", "WEST")
_GRADES = ("LOW", "MID", "HIGH")
_REMARKS = ("steady", "naïve #1 & co", 'comma, semi; colon: quote"', "50% better + fine", "")


def _variable(raw: Document, rank: int) -> Document:
    one: Document = {"id": raw["id"], "name": raw["id"], "category": "", "type": raw["type"]}
    if "default" in raw:
        one["defaultValue"] = raw["default"]
    one.update(
        required=raw.get("required", False),
        multiValue=raw.get("many", False),
        allowedValues=raw.get("allowed", []),
    )
    if "keys" in raw:
        one["allowedKeys"] = raw["keys"]
    one.update(rank=rank, dependsOn=raw.get("depends", ""), description=f"{raw['id']} of the record")
    if "below" in raw:
        one["variables"] = [_variable(below, n) for n, below in enumerate(raw["below"], 1)]
    one["attributes"] = {}
    return one


def generated_variable_sets() -> list[Document]:
    """Return the variable sets of ``facts/variable_sets.yml`` as the server shows them."""
    return [
        {
            "id": raw["id"],
            "name": raw["id"].replace("_", " "),
            "unique": raw["unique"],
            "confidential": False,
            "internal": False,
            "description": f"Variable set {raw['id']}",
            "variables": [_variable(one, n) for n, one in enumerate(raw["variables"], 1)],
            "entities": raw["entities"],
            "release": 1,
            "attributes": {},
        }
        for raw in read_facts("variable_sets.yml")
    ]


def _intake(random: RandomNumbers, n: int, age: int) -> Document:
    grown = min(age, 18) / 18
    return {
        "smoker": age >= 16 and random.integer(n, 40, 4) == 0,
        "site": random.pick(n, 41, _SITES),
        "age": age,
        "weight": random.real(n, 43, 4.0 + 44.0 * grown, 8.0 + 97.0 * grown),
    }


def _lists(n: int) -> Document:
    return {"tags": ["red", "blue"][: 1 + n % 2], "counts": [n % 7, n % 5], "scores": [n % 9 / 2, 1.25]}


def _flags(n: int) -> Document:
    return {"flags": [True, n % 2 == 0], "codes": ["A1", "C3"]}


def _lab(n: int) -> Document:
    panel = {"code": f"P{n % 3}", "level": n % 6, "ok": n % 3 > 0}
    return {"lab": {"name": f"lab{n % 4}", "depth": 20.5 + n % 30, "panel": panel}}


def _events(n: int) -> Document:
    return {"events": [{"day": n % 30, "what": "scan", "drugs": ["a", "b"]}, {"day": n % 30 + 9, "what": "visit"}]}


def _maps(n: int) -> Document:
    return {
        "extra_text": {"colour": "green", "room": f"B{n % 9}"},
        "extra_int": {"beds": n % 4, "floors": 3},
        "extra_num": {"ratio": n % 8 / 8},
        "extra_flag": {"k1": n % 2 == 0, "k2": n % 3 == 0},
    }


_MORE: tuple[Callable[[int], Document], ...] = (_lists, _flags, _lab, _events, _maps)


def _every_type(random: RandomNumbers, n: int) -> Document:
    return {
        "consented": random.integer(n, 50, 2) == 0,
        "grade": random.pick(n, 51, _GRADES),
        "visits": random.integer(n, 52, 20),
        "height_cm": random.real(n, 53, 45.0, 200.0),
        "remark": random.pick(n, 54, _REMARKS),
        **_MORE[n % len(_MORE)](n),
    }


def _one(key: str, set_id: str, values: Any) -> Document:
    return {"id": key, "variableSetId": set_id, "annotations": values}


def annotation_sets(
    random: RandomNumbers, position: int, wanted: tuple[str, ...], age: Callable[[], int] | None = None
) -> list[Document]:
    """Return the annotation sets of an entry; some entries have none.

    Parameters
    ----------
    random, position
        What the values depend on.
    wanted
        Variable sets that may be used.
    age
        Returns the years of the individual the entry belongs to, where that is known.
    """
    chance = random.integer(position, 60, 10)
    sets = []
    if "intake" in wanted and chance < 6:
        sets.append(_one("intake", "intake", _intake(random, position, age() if age else _AGE)))
    if "every_type" in wanted and chance > 3:
        sets.append(_one("every1", "every_type", _every_type(random, position)))
    if "every_type" in wanted and chance == 9:
        sets.append(_one("every2", "every_type", _every_type(random, position + 1)))
    if "sequencing" in wanted and chance % 3 == 0:
        values = {
            "platform": random.pick(position, 61, ("NovaSeq", "NextSeq", "PromethION")),
            "coverage": random.real(position, 62, 8.0, 60.0),
            "reads": random.integer(position, 63, 10**9),
            "passed": chance > 0,
        }
        sets.append(_one("run1", "sequencing", values))
    return sets
