"""The sheet Kantor: what an office says of itself and of its rules, one line for each, written and read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.documents import master_names as names
from bot.documents import master_rules as rules
from bot.documents.master_cells import amount, choice, code, figure, filled, text, yes, zone
from bot.documents.master_grid import Line
from bot.workflow.achievement import DownFormula, Scale
from bot.workflow.master import OfficeData
from bot.workflow.numbers import format_number
from bot.workflow.policy import Doubts, Policy, Profile, StepOverride
from bot.workflow.worktime import Hours

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
CLOSED = Hours(((),) * 7)


@dataclass(frozen=True)
class Setting:
    label: str
    show: Callable[[OfficeData], str]
    note: str = ""
    choices: Sequence[str] = ()


def _spans(label: str, day: int, *, ramadan: bool) -> Setting:
    def show(one: OfficeData) -> str:
        hours = one.policy.ramadan if ramadan else one.policy.regular
        return rules.show_spans(hours.week[day])

    return Setting(label, show, "Seperti 07.30-12.00, 13.00-16.00; kosong berarti libur.")


SETTINGS: tuple[Setting, ...] = (
    Setting(names.CODE, lambda one: one.code, "Singkat, huruf kecil, tidak diubah lagi: kantor dikenali darinya."),
    Setting(names.OFFICE, lambda one: one.name, "Seperti Kecamatan Dolopo."),
    Setting(names.ZONE, lambda one: one.zone, "WIB: Asia/Jakarta, WITA: Asia/Makassar, WIT: Asia/Jayapura.", ZONES),
    Setting(
        names.SAMPLE,
        lambda one: names.YES if one.sample else names.NO,
        "ya: setiap dokumen bertanda DATA CONTOH.",
        (names.YES, names.NO),
    ),
    Setting(names.REGENCY, lambda one: one.profile.regency, "Baris pertama kop."),
    Setting(names.KOP, lambda one: one.profile.office, "Baris kedua kop."),
    Setting(names.ADDRESS, lambda one: one.profile.address, "Boleh kosong; yang kosong tidak dicetak."),
    Setting(names.CONTACT, lambda one: one.profile.contact, "Telepon, laman, pos-el; boleh kosong."),
    Setting(names.PLACE, lambda one: one.profile.place, "Tempat di depan tanggal surat."),
    Setting(
        names.ADDRESSEE,
        lambda one: "\n".join(one.profile.addressee),
        "Tanpa “Yth.”; satu baris untuk setiap baris tujuan.",
    ),
    Setting(names.LETTER_NUMBER, lambda one: one.profile.letter_number, "Hanya contoh; nomor tetap ditanyakan."),
    Setting(names.ARCHIVE_CODE, lambda one: one.profile.archive_code, "Kosong: 000.8.6.3."),
    Setting(names.REMARK, lambda one: one.profile.remark, "Kolom Keterangan pada surat pengantar; kosong: bawaan."),
    Setting(
        names.SCHEDULES,
        lambda one: rules.show_schedules(one.schedules),
        "Satu per baris, seperti triwulan: hari ke-1 pukul 08. Jenis: bulan, triwulan, semester, tahun; hari kerja ke-"
        "berapa setelah periode berakhir, dan pukul berapa, langkah 1 diusulkan.",
    ),
    Setting(
        names.THRESHOLD,
        lambda one: format_number(one.policy.threshold),
        "Di bawah capaian ini, penghambat dan tindak lanjut wajib diisi.",
    ),
    Setting(names.CAP, lambda one: rules.show_cap(one.policy.cap), f"Angka, atau {names.UNCAPPED}."),
    Setting(names.DOWN, lambda one: one.policy.down.value, "T target, R realisasi.", tuple(DownFormula)),
    Setting(names.SCALE, lambda one: rules.show_scale(one.policy.scale), "Satu peringkat per baris, tertinggi dahulu."),
    Setting(names.REASONS, lambda one: rules.show_reasons(one.policy.reasons), "kode: kata-kata, satu per baris."),
    Setting(
        names.PREDICATES,
        lambda one: rules.show_predicates(one.policy.predicates),
        "kode: nilai, satu per baris; kosong: bawaan.",
    ),
    Setting(
        names.RETURN_COMMENTS,
        lambda one: "\n".join(one.policy.return_comments),
        "Catatan yang lazim saat mengembalikan isian, satu per baris; dapat dipilih dengan satu ketukan.",
    ),
    Setting(
        names.EVIDENCE_COMPULSORY,
        lambda one: names.YES if one.policy.evidence_compulsory else names.NO,
        "ya: formulir baru dapat diserahkan bila setiap isian berbukti; tidak: yang belum berbukti disebutkan.",
        (names.YES, names.NO),
    ),
    Setting(
        names.TIMES_TARGET,
        lambda one: format_number(one.policy.doubts.times_target),
        "Realisasi lebih dari sekian kali target ditanyakan sekali lagi. Kosong: 2.",
    ),
    Setting(
        names.FALL,
        lambda one: format_number(one.policy.doubts.fall),
        "Realisasi yang turun lebih dari sekian persen ditanyakan sekali lagi. Kosong: 30.",
    ),
    Setting(
        names.ABSORPTION_GAP,
        lambda one: format_number(one.policy.doubts.absorption_gap),
        "Serapan anggaran yang melampaui capaian lebih dari sekian poin ditanyakan sekali lagi. Kosong: 25.",
    ),
    *(_spans(label, day, ramadan=False) for day, label in enumerate(names.HOURS)),
    *(_spans(label, day, ramadan=True) for day, label in enumerate(names.RAMADAN_HOURS)),
    Setting(
        names.RAMADANS,
        lambda one: rules.show_ranges(one.policy.ramadan_ranges),
        "Seperti 19-02-2026 s.d. 20-03-2026, satu rentang per baris.",
    ),
    Setting(names.LADDER, lambda one: rules.show_ladder(one.policy.ladder), "Kosong: bawaan SOP."),
)


def read_office(line: Line, steps: tuple[StepOverride, ...]) -> OfficeData:
    return OfficeData(
        code=line.read(names.CODE, code, ""),
        name=line.read(names.OFFICE, filled, ""),
        zone=line.read(names.ZONE, zone, ""),
        profile=_profile(line),
        policy=_policy(line, steps),
        schedules=line.read(names.SCHEDULES, rules.read_schedules, ()),
        sample=line.read(names.SAMPLE, yes, False),
    )


def _profile(line: Line) -> Profile:
    bare = Profile()
    return Profile(
        regency=line.read(names.REGENCY, text, ""),
        office=line.read(names.KOP, text, ""),
        address=line.read(names.ADDRESS, text, ""),
        contact=line.read(names.CONTACT, text, ""),
        place=line.read(names.PLACE, text, ""),
        addressee=_lines(line, names.ADDRESSEE),
        letter_number=line.read(names.LETTER_NUMBER, text, ""),
        archive_code=line.read(names.ARCHIVE_CODE, text, "") or bare.archive_code,
        remark=line.read(names.REMARK, text, "") or bare.remark,
    )


def _lines(line: Line, name: str) -> tuple[str, ...]:
    return tuple(row.strip() for row in line.read(name, text, "").split("\n") if row.strip())


def _policy(line: Line, steps: tuple[StepOverride, ...]) -> Policy:
    """Empty cells of a rule keep the SOP's value."""
    bare = Policy()
    threshold = line.read(names.THRESHOLD, figure, None)
    return replace(
        bare,
        steps=steps,
        regular=_hours(line, names.HOURS, bare.regular),
        ramadan=_hours(line, names.RAMADAN_HOURS, bare.ramadan),
        ramadan_ranges=line.read(names.RAMADANS, rules.read_ranges, ()),
        ladder=line.read(names.LADDER, rules.read_ladder, bare.ladder),
        scale=line.read(names.SCALE, rules.read_scale, Scale()),
        cap=line.read(names.CAP, rules.read_cap, None),
        threshold=bare.threshold if threshold is None else threshold,
        down=line.read(names.DOWN, choice(DownFormula, bare.down), bare.down),
        reasons=line.read(names.REASONS, rules.read_reasons, bare.reasons),
        predicates=line.read(names.PREDICATES, rules.read_predicates, bare.predicates),
        return_comments=_lines(line, names.RETURN_COMMENTS) or bare.return_comments,
        evidence_compulsory=line.read(names.EVIDENCE_COMPULSORY, yes, bare.evidence_compulsory),
        doubts=_doubts(line),
    )


def _doubts(line: Line) -> Doubts:
    bare = Doubts()
    times = line.read(names.TIMES_TARGET, rules.read_times, None)
    fall = line.read(names.FALL, amount, None)
    gap = line.read(names.ABSORPTION_GAP, amount, None)
    return Doubts(
        times_target=bare.times_target if times is None else times,
        fall=bare.fall if fall is None else fall,
        absorption_gap=bare.absorption_gap if gap is None else gap,
    )


def _hours(line: Line, labels: Sequence[str], bare: Hours) -> Hours:
    """A week with no hours at all was left empty, and is the regulation's."""
    found = Hours(tuple(line.read(label, rules.read_spans, ()) for label in labels))
    return bare if found == CLOSED else found
