"""What one document reports of each transfer, cut loose from the document.

A sighting holds names in the place of ids, dates in the place of time expressions and the
words of each claim, so that sightings of many documents can be laid side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten

from reportedly.linking.credits import credited
from reportedly.linking.dates import plain_date
from reportedly.linking.hearsay import ATTITUDES, heard_through
from reportedly.linking.payment import payment_spoken_of, position_on_payment
from reportedly.linking.records import Happening, Item, Report, Sighting, Stand, Voice
from reportedly.linking.retold import is_retold
from reportedly.linking.syndication import document_key
from reportedly.linking.voices import labels_of, own_voice, voice_of
from reportedly.records import Analysis, Claim, Event, Goods, Party, Payment, PositionKind, Transfer

_WORDS_OF_AN_EVENT = 120  # characters
_RELATED = frozenset(("happened", "ongoing", "planned"))


def sightings_of(analysis: Analysis) -> tuple[Sighting, ...]:
    """A sighting for each transfer of `analysis` from one party to another, in their order."""
    reading = _Reading(analysis)
    return tuple(
        reading.sighting(transfer)
        for transfer in analysis.transfers
        if transfer.supplier is None or transfer.supplier != transfer.recipient
    )


@dataclass(frozen=True)
class _Reading:
    """An analysis, and its parts by id."""

    analysis: Analysis

    @cached_property
    def report(self) -> Report:
        document = self.analysis.document
        return Report(
            document=document_key(document),
            doc_id=document.doc_id,
            published=document.published,
            publisher=document.publisher,
            title=document.title,
            url=document.url,
        )

    @cached_property
    def outlet(self) -> str:
        """Who vouches for the text: the agency it comes from, or the publisher."""
        document = self.analysis.document
        return credited(document) or document.publisher or document.doc_id

    @cached_property
    def named(self) -> tuple[str, ...]:
        labels = (labels_of(party) for party in self.analysis.parties if party.kind != "person")
        return tuple(sorted(frozenset().union(*labels)))

    @cached_property
    def parties(self) -> dict[str, Party]:
        return {party.id: party for party in self.analysis.parties}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.analysis.claims}

    def sighting(self, transfer: Transfer) -> Sighting:
        """The sighting of `transfer`; one that no claim carries is the outlet's own report."""
        stands = self._stands(transfer)
        if not transfer.positions:
            stands = (self._own_stand(), *stands)
        return Sighting(
            key=f"{self.report.document}#{transfer.id}",
            report=self.report,
            supplier=transfer.supplier,
            recipient=transfer.recipient,
            items=tuple(map(_item, transfer.goods)),
            status=transfer.status,
            when=plain_date(transfer.when),
            payment=tuple(map(_item, transfer.payment)),
            end_use=transfer.end_use.country if transfer.end_use else None,
            route=transfer.route.text if transfer.route else None,
            carrier=transfer.carrier.text if transfer.carrier else None,
            stands=stands,
            happenings=self._happenings(transfer),
            findings=tuple(f for f in self.analysis.findings if f.about == transfer.id),
            named=self.named,
        )

    def _own_stand(self) -> Stand:
        return Stand(
            voice=own_voice(self.outlet),
            position="asserts",
            date=self.report.published,
            document=self.report.document,
        )

    def _stands(self, transfer: Transfer) -> tuple[Stand, ...]:
        """The positions on the transfer, and those that claims take on what is paid for it."""
        positions = {place.claim: place.position for place in transfer.positions}
        paid: dict[str, str | None] = {}  # by voice: what its claim before this one spoke of
        stands = []
        for claim in self.analysis.claims:
            position = positions.get(claim.id)
            if not (position or transfer.payment):
                continue
            outer = self.within.get(claim.id)
            if outer and claim.stance in ATTITUDES:
                continue  # "Moscow wants shells, the White House said" is no word of Moscow's
            voice = self._voice(claim)
            on_payment = position_on_payment(claim)
            about = payment_spoken_of(claim, transfer, position, paid.get(voice.key))
            paid[voice.key] = about
            if about:
                stands.append(self._stand(claim, voice, on_payment, about))
            if position and not (about and on_payment != "asserts"):
                stands.append(self._stand(claim, voice, position))
        return tuple(stands)

    def _stand(
        self, claim: Claim, voice: Voice, position: PositionKind, about: str | None = None
    ) -> Stand:
        said = plain_date(claim.said_on.value) if claim.said_on else None
        if not is_retold(claim, self.analysis.document.text):
            said = said or self.report.published
        return Stand(
            voice=voice,
            position=position,
            topic="payment" if about else "transfer",
            about=about,
            date=said,
            stance=claim.stance,
            text=claim.content.text,
            document=self.report.document,
            claim=claim.id,
            via=self._via(claim),
        )

    def _voice(self, claim: Claim) -> Voice:
        party = self.parties.get(claim.source.party) if claim.source.party else None
        return voice_of(party, claim.source, self.outlet)

    def _via(self, claim: Claim) -> Voice | None:
        """The voice through whom the claim was heard: it says so, or the claim stands within
        what another says."""
        party = self.parties.get(claim.via) if claim.via else None
        if party:
            return voice_of(party, None, self.outlet)
        outer = self.within.get(claim.id)
        return self._voice(outer) if outer else None

    @cached_property
    def within(self) -> dict[str, Claim]:
        return heard_through(self.analysis.claims)

    def _happenings(self, transfer: Transfer) -> tuple[Happening, ...]:
        """The events between supplier and recipient that the document tells as facts or plans."""
        if transfer.supplier is None or transfer.recipient is None:
            return ()
        found = []
        for event in self.analysis.events:
            sides = self._sides(event.actors), self._sides(event.recipients)
            both = sides[0] | sides[1]
            if event.factuality in _RELATED and {transfer.supplier, transfer.recipient} <= both:
                found.append(self._happening(event, transfer))
        return tuple(found)

    def _sides(self, ids: tuple[str, ...]) -> frozenset[str]:
        parties = (self.parties[name] for name in ids if name in self.parties)
        return frozenset(label for party in parties for label in labels_of(party))

    def _happening(self, event: Event, transfer: Transfer) -> Happening:
        pair = (transfer.supplier, transfer.recipient)
        text = self.analysis.document.text
        start = min((span[0] for span in event.spans), default=0)
        end = max((span[1] for span in event.spans), default=0)
        return Happening(
            type=event.type,
            mode=event.mode,
            date=plain_date(event.when),
            reported=self.report.published,
            actors=tuple(s for s in pair if s and s in self._sides(event.actors)),
            recipients=tuple(s for s in pair if s and s in self._sides(event.recipients)),
            where=event.where,
            factuality=event.factuality,
            text=shorten(text[start:end], _WORDS_OF_AN_EVENT, placeholder=" …"),
            document=self.report.document,
            claim=event.claim,
        )


def _item(goods: Goods | Payment) -> Item:
    if isinstance(goods, Payment):
        return Item(category=goods.category, text=goods.text, possible=goods.possible)
    return Item(
        category=goods.category,
        text=goods.text,
        designation=goods.designation,
        quantity=goods.quantity.text if goods.quantity else None,
        possible=goods.possible,
    )
