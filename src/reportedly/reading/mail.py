"""E-mail of wire services (.eml, RFC 5322): subject, date and body of the message.

Of a message that forwards another, what counts is the other: its date, sender and subject,
and its text if it is attached.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from email.message import EmailMessage
from typing import cast

import msgspec

from reportedly.reading.dates import parse_date
from reportedly.reading.decoding import decode
from reportedly.reading.faults import PARSER_FAULTS
from reportedly.reading.html import build_page
from reportedly.reading.outlets import find_outlet, outlet_of_site
from reportedly.reading.raw import RawDocument
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, UnreadableDocument

_STUB = 30  # words; a plain part of fewer only points to the one in HTML
_MOST_LEVELS = 5
_FORWARDED = re.compile(
    r"^[> ]*(?:-{2,} ?(?:Forwarded|Original) message ?-{2,}|Begin forwarded message:)\s*"
    r"(?P<head>(?:^[> ]*\*?[A-Z][\w-]+:\*?[ \t].*(?:\r?\n)+)+)",
    re.IGNORECASE | re.MULTILINE,
)


def read_message(raw: RawDocument) -> Document:
    """The document of a saved message. Raises `UnreadableDocument`."""
    content = cast(bytes, raw.content)
    message = email.message_from_bytes(content, policy=email.policy.default)
    try:
        return _document(message, raw.doc_id, raw.known.published)
    except PARSER_FAULTS as error:
        raise UnreadableDocument(f"is no readable message: {error}") from error


def _document(
    message: EmailMessage, doc_id: str, published: str | None, level: int = 0
) -> Document:
    body = _body(message)
    words = _words(body) if body is not None else 0
    forwarded = _forwarded(message) if level < _MOST_LEVELS else None
    if forwarded is not None and (inner := _body(forwarded)) and _words(inner) > words:
        document = _document(forwarded, doc_id, published, level + 1)
        notes = (*(document.warnings or ()), "the forwarded message was read")
        return msgspec.structs.replace(document, warnings=notes)
    if body is None:
        raise UnreadableDocument("holds no text")
    attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    warnings = (f"attachments left out: {attached}",) if attached else ()
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        known = _known(message, published, "")
        known = msgspec.structs.replace(known, warnings=warnings)
        return build_page(_bytes(body), doc_id, known, charset)
    text, notes = decode(_bytes(body), charset)
    known = _known(message, published, text)
    return build_document(text, doc_id, msgspec.structs.replace(known, warnings=warnings + notes))


def _known(message: EmailMessage, published: str | None, text: str) -> Known:
    """What the head of the message says, or of the one that it quotes whole."""
    fields = {name: str(message.get(name) or "") for name in ("Date", "Subject", "From")}
    if (quoted := _FORWARDED.search(text)) is not None:
        for line in quoted["head"].splitlines():
            name, _, value = line.strip("> *").partition(":")
            name = {"Sent": "Date"}.get(name.capitalize(), name.capitalize())
            if name in fields and value.strip(" *"):
                fields[name] = value.strip(" *")
    return Known(
        published=published or parse_date(fields["Date"]),
        title=" ".join(fields["Subject"].split()) or None,
        publisher=_sender(fields["From"]),
    )


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that holds the text: the plain one, unless it only points to the other."""
    plain = cast(EmailMessage | None, message.get_body(preferencelist=("plain",)))
    html = cast(EmailMessage | None, message.get_body(preferencelist=("html",)))
    if plain is None or (html is not None and _words(plain) < _STUB <= _words(html)):
        return html
    return plain


def _forwarded(message: EmailMessage) -> EmailMessage | None:
    """The first message that is attached."""
    attached = message.iter_attachments() if message.is_multipart() else ()
    parts = (part for part in attached if part.get_content_type() == "message/rfc822")
    part = next(parts, None)
    return cast(EmailMessage, part.get_content()) if part is not None else None


def _bytes(part: EmailMessage) -> bytes:
    return cast(bytes, part.get_payload(decode=True) or b"")


def _words(part: EmailMessage) -> int:
    """How many words the part holds, marks of HTML left out."""
    return len(re.sub(rb"<[^>]*>", b" ", _bytes(part)).split())


def _sender(address: str) -> str | None:
    """The outlet that sent the message, if it is a known one."""
    name, mailbox = email.utils.parseaddr(address)
    outlet = find_outlet(name) or outlet_of_site(mailbox.rpartition("@")[2])
    return outlet.name if outlet else None
