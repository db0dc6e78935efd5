"""Times of day: the hour or part of the day, and the day in which it lies."""

from __future__ import annotations

from reportedly.language.timex.dates import date_of, shifted
from reportedly.language.timex.moments import Moment
from reportedly.language.timex.surroundings import Fields, Surroundings


def clock(fields: Fields, around: Surroundings) -> str | None:
    """What follows the T of the value: a part of the day, or hour and minute."""
    part = around.words.parts.get(fields.get("part", ""))
    if "night_word" in fields:
        return "NI"
    if "small_hours" in fields:
        return "MO"
    if "hours" in fields:
        return f"{around.words.hours[fields['hours']]:02}:00"
    if "shorthour" in fields:
        return f"{fields['shorthour'][:2]}:{fields['shorthour'][2:]}"
    if "hour" not in fields:
        return part
    hour = int(fields["hour"])
    if "ampm" in fields or part is not None:
        if not 1 <= hour <= 12:
            return None
        after_noon = fields["ampm"][0] == "p" if "ampm" in fields else part in ("AF", "EV", "NI")
        hour = hour % 12 + 12 * after_noon
    return f"{hour:02}:{int(fields.get('minute', '0')):02}"


def day_of_time(fields: Fields, around: Surroundings) -> tuple[str, Moment | None]:
    """The day in which a time of day lies: said, or that of the sentence, or publication."""
    if "night_word" in fields:
        moment = shifted(around.published, around.words.night_words[fields["night_word"]], "day")
    elif "which" in fields and not {"month", "weekday"} & fields.keys():
        step = around.words.which[fields["which"]]
        moment = shifted(around.published, step, "day")
    elif "which_of_text" in fields and "weekday" not in fields:
        step = around.words.which_of_text[fields["which_of_text"]]
        moment = shifted(around.spoken_of("day"), step, "day")
    elif any(field in fields for field in ("day", "weekday", "days_from_publication", "daynumber")):
        value, moment = date_of(fields, around)
        return value or "XXXX-XX-XX", moment
    else:
        # The day may still follow ("noon on Sunday"), so this is no moment to refer to.
        moment = around.spoken_of("day", near=True) or around.published
        return ("XXXX-XX-XX" if moment is None else moment.at("day").value()), None
    return ("XXXX-XX-XX", None) if moment is None else (moment.value(), moment)
