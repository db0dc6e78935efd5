"""Which embargo measures a reported transfer would fall under, and why.

Each transfer has two legs: the goods from supplier to recipient, and the payment the other
way. Each leg is held against each measure: direction, parties, goods, and the date of the
transfer (else the document's). A finding says "would fall under", of goods and dates as
reported; it never says that anything happened or is illegal.
"""

from __future__ import annotations

from typing import NamedTuple

from reportedly.assessment.actors import (
    Actor,
    Match,
    european,
    find_actor,
    match_target,
    names_group_in,
    passes_union,
)
from reportedly.assessment.coverage import Coverage, coverage
from reportedly.assessment.measures import Measure, measure_table
from reportedly.assessment.periods import (
    Period,
    force_in,
    in_force_now,
    intervals_in_words,
    read_period,
)
from reportedly.records import Finding, Goods, Party, Payment, Transfer, Verdict
from reportedly.reference.states import state_name


class Leg(NamedTuple):
    """One direction of a transfer: who gives what to whom."""

    about: str
    giver: Actor | None
    taker: Actor | None
    goods: tuple[Goods | Payment, ...]
    payment: bool
    route: str
    period: Period | None
    dated: bool  # whether the period is the transfer's own, or that of the report
    parties: tuple[Party, ...]


def find_findings(
    transfers: tuple[Transfer, ...], parties: tuple[Party, ...], on: str | None
) -> tuple[Finding, ...]:
    """The findings of each transfer, goods before payment, in the order of the measures.

    `on` is the document's date (ISO 8601), used where a transfer has no date of its own.
    """
    return tuple(
        finding
        for transfer in transfers
        for leg in _legs(transfer, parties, on)
        for finding in _findings(leg)
    )


def _legs(transfer: Transfer, parties: tuple[Party, ...], on: str | None) -> tuple[Leg, ...]:
    supplier = find_actor(transfer.supplier, parties)
    recipient = find_actor(transfer.recipient, parties)
    own = read_period(transfer.when)
    period, dated = own or read_period(on), own is not None
    route = transfer.route.text if transfer.route else ""
    goods = Leg(
        transfer.id, supplier, recipient, transfer.goods, False, route, period, dated, parties
    )
    paid = goods._replace(
        giver=recipient, taker=supplier, goods=transfer.payment, payment=True, route=""
    )
    return (goods, paid) if transfer.payment else (goods,)


def _findings(leg: Leg) -> list[Finding]:
    """The findings of a leg, less exceptions for goods that the same regime covers elsewhere."""
    found = [
        (measure, covered, finding)
        for measure in measure_table().measures
        for covered, finding in _evaluate(leg, measure)
    ]
    caught = {
        (measure.regime, item)
        for measure, covered, finding in found
        if finding.verdict != "not_covered"
        for item in (*covered.certain, *covered.possible)
    }
    return [
        finding
        for measure, covered, finding in found
        if not (
            covered.excepted
            and finding.verdict == "not_covered"
            and all((measure.regime, item) in caught for item in covered.excepted)
        )
    ]


def _evaluate(leg: Leg, measure: Measure) -> list[tuple[Coverage, Finding]]:
    """What the measure says of the leg, once for each direction in which it applies."""
    day = leg.period.first if leg.period else None
    results = []
    for direction, target, other in (("to", leg.taker, leg.giver), ("from", leg.giver, leg.taker)):
        if measure.direction not in (direction, "both") or target is None:
            continue
        match = match_target(measure, target, day)
        if match is None:
            continue
        if measure.european and not (european(other, day) or passes_union(leg.route, day)):
            continue
        results += [
            (covered, finding)
            for covered in _parts(coverage(measure, leg.goods, direction, day))
            if (finding := _judge(leg, measure, target, match, covered))
        ]
    return results


def _parts(covered: Coverage | None) -> tuple[Coverage, ...]:
    """What is covered and what is excepted apart, for each has a finding of its own."""
    if covered is None:
        return ()
    inside = covered._replace(excepted=())
    outside = covered._replace(certain=(), possible=())
    return tuple(
        part for part in (inside, outside) if part.certain or part.possible or part.excepted
    )


def _judge(
    leg: Leg, measure: Measure, target: Actor, match: Match, covered: Coverage
) -> Finding | None:
    """The verdict, when direction, parties and goods fit the measure."""
    force = force_in(measure, leg.period) if leg.period else None
    if force == "out":
        # Said only where all else is certain: what might have been covered, had it been in
        # force, would drown the rest.
        if match.why or measure.qualified or not covered.certain:
            return None
        assert leg.period is not None  # noqa: S101
        why = f"not in force on {leg.period.value}, but {intervals_in_words(measure)}"
        return _finding(leg, measure, "not_covered", False, covered.certain, [why])
    in_force = force is not None or in_force_now(measure)
    if not covered.certain and not covered.possible:
        words = covered.exception.words if covered.exception else ""
        return _finding(leg, measure, "not_covered", in_force, covered.excepted, [words])
    if match.government:
        group = names_group_in(target.state or "", leg.parties)
        if group is None:
            goods = covered.certain or covered.possible
            return _finding(leg, measure, "not_covered", in_force, goods, [match.why or ""])
        match = Match(f"the text also names {group}, and {match.why}")
    sure = tuple(item for item in covered.certain if not item.possible)
    doubts = _doubts(measure, match, covered, sure, leg.period, force == "part")
    verdict: Verdict = "may_fall_under" if doubts else "would_fall_under"
    goods = sure or covered.certain or covered.possible
    return _finding(leg, measure, verdict, in_force, goods, doubts + _contest(measure, leg.period))


def _doubts(
    measure: Measure,
    match: Match,
    covered: Coverage,
    sure: tuple[Goods | Payment, ...],
    period: Period | None,
    part: bool,
) -> list[str]:
    """The reasons why the transfer only may fall under the measure; empty if it would."""
    doubts = []
    if not covered.certain:
        doubts.append("only some goods of this kind are covered")
    elif not sure:
        doubts.append("the goods are reported as a possibility")
    if measure.qualified:
        doubts.append(measure.qualified)
    if match.why:
        doubts.append(match.why)
    if period is None:
        doubts.append(f"no date is known, and it is in force {intervals_in_words(measure)}")
    elif part:
        doubts.append(f"it is in force {intervals_in_words(measure)}, within the reported time")
    elif measure.renewed_until is not None and period.last > measure.renewed_until:
        last = measure.renewed_until.isoformat()
        doubts.append(f"it is renewed from year to year, as far as known until {last}")
    return doubts


def _contest(measure: Measure, period: Period | None) -> list[str]:
    """That states contest the measure's return into force, where it has returned by then."""
    returned = measure.in_force[-1].begin
    if not measure.contested_by or (period is not None and period.last < returned):
        return []
    names = [state_name(state) for state in measure.contested_by]
    return [f"in force again since {returned.isoformat()}, which {_listing(names)} contest"]


def _finding(
    leg: Leg,
    measure: Measure,
    verdict: Verdict,
    in_force: bool,
    goods: tuple[Goods | Payment, ...],
    reasons: list[str],
) -> Finding:
    reasons = [f"{_subject(leg, goods)}: {measure.rule}", *filter(None, reasons)]
    if leg.period is not None and not leg.dated:
        reasons.append("dated by the report")
    return Finding(
        about=leg.about,
        regime=measure.regime,
        instrument=measure.instrument,
        paragraph=measure.paragraph,
        verdict=verdict,
        in_force=in_force,
        on=leg.period.value if leg.period else None,
        why=f"{'; '.join(reasons)}.",
        link=measure.link,
        exceptions=measure.exceptions,
    )


def _subject(leg: Leg, goods: tuple[Goods | Payment, ...]) -> str:
    """What goes from whom to whom: "Artillery ammunition from North Korea to Russia"."""
    labels = measure_table().labels
    names = [labels.get(item.category, item.category.replace("_", " ")) for item in goods]
    words = _listing(list(dict.fromkeys(names)))
    words = words[:1].upper() + words[1:]
    if leg.payment:
        words += " as payment"
    if leg.giver:
        words += f" from {leg.giver.name}"
    if leg.taker:
        words += f" to {leg.taker.name}"
    return words


def _listing(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
