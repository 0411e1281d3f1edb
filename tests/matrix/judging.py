"""Whether a cell is as the table says: who may does it, all others are refused and read nothing that is not theirs."""

from collections.abc import Iterator

from tests.matrix.cells import Does, Look
from tests.matrix.ground import Ground
from tests.matrix.people import INSIDE, PLH, REPLACED, STRANGERS, columns
from tests.matrix.table import EVERYBODY, NOBODY, Row
from tests.stories.world import INDICATORS, PEMERINTAHAN, PERSONS, TRANTIB

OF_OFFICE = (*(one.name for one in (*PERSONS, *INDICATORS)), PEMERINTAHAN, TRANTIB, "87,5", "18.500.000", "17/2027")
"""What nobody outside reads: names and figures."""
OF_UNIT = (INDICATORS[0].name, INDICATORS[1].name, "87,5", "18.500.000")
"""What another unit does not."""


def permitted(row: Row, column: str, *, planted: bool) -> bool:
    if column == REPLACED:
        return False
    if column == PLH:
        return not row.own and (planted or not row.asked)
    return column in row.may and (planted or not row.asked or column == row.first)


def wrong(row: Row, column: str, look: Look, *, planted: bool) -> str:
    """What is wrong with it; empty where nothing is."""
    outside = column in STRANGERS or column.startswith("second ")
    found = ""
    if permitted(row, column, planted=planted):
        expected = row.does if column == row.first else ""
        found = "was refused" if look.does is Does.REFUSED else ""
        found = f"{look.does}, not {expected}" if expected and look.does is not expected else found
    elif not (row.at_home and column.startswith("second ")):
        found = str(look.does) if look.does is not Does.REFUSED or look.changed else ""
    if outside and 1 in look.offices:
        found = "changed the first office"
    return found or leaked(row, column, look, outside=outside, planted=planted)


def leaked(row: Row, column: str, look: Look, *, outside: bool, planted: bool) -> str:
    """Of what is refused; what somebody wrote themselves comes back to them."""
    other_unit = column == "tiara" and column not in row.may and not planted
    words = OF_OFFICE if outside else OF_UNIT if other_unit and not row.at_home else ()
    read = [one for one in words if one in look.said]
    papers = look.kinds & {"card", "document"} if outside and not row.at_home else frozenset[str]()
    return f"read {read}" if read else f"got {sorted(papers)}" if papers else ""


def tried(ground: Ground, row: Row) -> Iterator[tuple[str, bool]]:
    """Everybody; those inside once more with the question open in their chat."""
    replaceable = row.may not in (EVERYBODY, NOBODY)
    asked = bool(ground.asked(row))
    for column in columns(row.first):
        if column in (REPLACED, PLH) and not replaceable:
            continue
        yield column, False
        if asked and column in (*INSIDE, PLH) and column != row.first:
            yield column, True
