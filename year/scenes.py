"""What is out of the ordinary in the simulated year: who is late, what is returned, when the bot is down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workflow.steps import Step
from year.office import EKBANG, KESOS, LEADER, MLILIR, PELAYANAN, PEMERINTAHAN, PMD, TRANTIB, UMUM, ZONE


def at(day: str, clock: str) -> datetime:
    """ "6-4", "13.05": a moment of 2026 in the office's zone."""
    return datetime.strptime(f"2026 {day} {clock}", "%Y %d-%m %H.%M").replace(tzinfo=ZONE)


def month(number: int) -> str:
    """The key of a monthly period of 2026."""
    return f"2026-bulan-{number}"


def quarter(number: int) -> str:
    return f"2026-triwulan-{number}"


LATE_BY: dict[tuple[str, Step, str], int] = {
    (quarter(1), Step.FILL, KESOS): 11,
    (month(1), Step.FILL, TRANTIB): 3,
    (month(3), Step.FILL, LEADER): 4,
    (month(4), Step.FILL, PMD): 2,
    (month(5), Step.FILL, UMUM): 6,
    (month(5), Step.FILL, MLILIR): 6,
    (month(7), Step.FILL, TRANTIB): 5,
    (month(8), Step.FILL, EKBANG): 8,
    (month(8), Step.FILL, PEMERINTAHAN): 8,
    (quarter(3), Step.FILL, MLILIR): 30,
    (month(1), Step.ASSIGN_RECAP, ""): 9,
    (month(6), Step.RECAP, ""): 4,
    (quarter(2), Step.DECIDE, ""): 4,
    (month(4), Step.PREPARE, ""): 3,
    (month(9), Step.ORDER, ""): 8,
    (month(3), Step.SIGN, ""): 5,
    (month(11), Step.SIGN, ""): 8,
    (month(9), Step.DELIVER, ""): 2,
}
"""By how many working days, by period, step and unit; whoever is not here follows their habits."""

WHEN: dict[tuple[str, Step, str], datetime] = {
    (month(2), Step.RECAP, ""): at("17-3", "10.40"),
    (month(2), Step.HAND_OVER, ""): at("17-3", "11.10"),
    (month(2), Step.REPORT, ""): at("17-3", "13.20"),
    (month(2), Step.DECIDE, ""): at("27-3", "09.30"),
}
"""The last working day before Nyepi and Idul Fitri: "1 hari" then ends a week later."""

RETURNED: dict[str, tuple[str, ...]] = {
    quarter(1): (PELAYANAN, UMUM),
    month(5): (PEMERINTAHAN,),
    quarter(2): (),
    month(10): (TRANTIB, LEADER, EKBANG),
}
"""Units with a flagged entry, where the Sekretaris returns the first round; none of them: straight to the recap."""

IN_ONE_DAY = (month(5), month(10))
"""Where the Kasubag gives the flagged units less than the standard time."""

BACK_TO_STAF = (month(4), quarter(3))
REPORT_BACK = (month(6),)
"""Where the Kasubag sends the recap back at 10, and the Camat the report at 13b."""

WITHOUT: dict[str, int] = {quarter(3): 4, month(5): 3}
"""Working days after the latest deadline on which the Kasubag goes on without the units that are late."""


@dataclass(frozen=True)
class Extension:
    """Asked for so many working hours after opening; days granted."""

    after_minutes: int
    days: int


EXTENDED: dict[tuple[str, str], Extension] = {
    (month(4), PELAYANAN): Extension(300, 2),
    (month(6), UMUM): Extension(1500, 1),
    (quarter(2), PMD): Extension(800, 2),
    (month(10), MLILIR): Extension(60, 1),
}
"""The second is asked for when the deadline has passed already."""


@dataclass(frozen=True)
class Outage:
    """The bot is down: what people press meanwhile waits for it."""

    begins: datetime
    ends: datetime


EARLIER = timedelta(seconds=40)
"""By so much the bot is up before its first look at the reminders after an outage: what waits is handled first."""
OUTAGES = (
    Outage(at("6-4", "13.05"), at("6-4", "16.05")),  # over the last hour and the deadline itself, back in time for it
    Outage(at("6-5", "15.10"), at("6-5", "18.10")),  # back only when the office is closed
    Outage(at("3-8", "09.30"), at("3-8", "12.30")),  # back in the break
    Outage(at("8-9", "10.00"), at("11-9", "10.00")),  # three days in which units are late
)
