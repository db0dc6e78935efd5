"""What a program imports from reportedly."""

import reportedly


def test_a_text_is_analysed_by_one_call() -> None:
    record = reportedly.analyse(
        "Iran sold drones, a U.S. official said on Monday.", published="2024-05-07"
    )
    assert isinstance(record, reportedly.Analysis)
    assert [claim.said_on.value for claim in record.claims if claim.said_on] == ["2024-05-06"]


def test_every_public_name_is_there() -> None:
    from reportedly import records

    assert records.Analysis is reportedly.Analysis
    assert all(getattr(reportedly, name) is not None for name in reportedly.__all__)
