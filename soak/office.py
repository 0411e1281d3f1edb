"""The office that is soaked: fifty units of four indicators, one cycle; who fills how, and whose phone plays up."""

from dataclasses import dataclass
from random import Random

from crash.office import kasi_of

EACH = 4


@dataclass(frozen=True)
class Cast:
    """`kasi` by unit, in the order of the import; the sets are of units."""

    kasi: dict[str, str]
    gone: str
    blocks: str
    by_workbook: frozenset[str]
    with_evidence: frozenset[str]
    returned: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(self.kasi)


def cast(rng: Random, units: int) -> Cast:
    """Each part is played by somebody else. The unit that also has an operator is not the one whose phone is gone:
    there the form arrives, and nobody has to fill it in the unit's stead."""
    names = tuple(f"Seksi {number:02}" for number in range(1, units + 1))
    order = rng.sample(names, units)
    gone, blocks, *others = order[1:] + order[:1] if order[0] == names[0] else order
    share = units // 5
    workbooks, evidence = others[:share], others[share : 2 * share]
    returned = (workbooks[0], evidence[0], others[2 * share])
    return Cast(kasi_of(names), gone, blocks, frozenset(workbooks), frozenset(evidence), returned)
