"""E-mail of wire services (.eml, RFC 5322): subject, date and body of the message."""

from __future__ import annotations

import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePath
from typing import BinaryIO, cast

import msgspec

from reportedly.reading.dates import parse_date
from reportedly.reading.decoding import LARGEST, decode
from reportedly.reading.faults import PARSER_FAULTS
from reportedly.reading.html import build_page
from reportedly.reading.outlets import find_outlet, outlet_of_site
from reportedly.reading.text import Known, build_document
from reportedly.records import Document, Failure, UnreadableDocument


def read_mail(
    stream: BinaryIO, name: str, published: str | None = None
) -> Iterator[Document | Failure]:
    """The one document of a saved message. Raises `UnreadableDocument`."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableDocument(f"holds more than {LARGEST // 1_000_000} MB")
    message = email.message_from_bytes(data, policy=email.policy.default)
    try:
        yield _document(message, PurePath(name).stem, published)
    except PARSER_FAULTS as error:
        raise UnreadableDocument(f"is no readable message: {error}") from error


def _document(message: EmailMessage, doc_id: str, published: str | None) -> Document:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise UnreadableDocument("holds no text")
    attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    warnings = (f"attachments left out: {attached}",) if attached else ()
    data = cast(bytes, body.get_payload(decode=True) or b"")
    charset = body.get_content_charset()
    known = Known(
        published=published or parse_date(str(message.get("Date") or "")),
        title=" ".join(str(message.get("Subject") or "").split()) or None,
        publisher=_sender(str(message.get("From") or "")),
        warnings=warnings,
    )
    if body.get_content_type() == "text/html":
        return build_page(data, doc_id, known, charset)
    text, notes = decode(data, charset)
    return build_document(text, doc_id, msgspec.structs.replace(known, warnings=warnings + notes))


def _sender(address: str) -> str | None:
    """The outlet that sent the message, if it is a known one."""
    name, mailbox = email.utils.parseaddr(address)
    outlet = find_outlet(name) or outlet_of_site(mailbox.rpartition("@")[2])
    return outlet.name if outlet else None
