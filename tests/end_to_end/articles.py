"""Whole articles of our own writing, for tests of the program."""

TALKS = """\
This story first appeared in Harbour Post and is republished with its consent.
Belarus is weighing whether to sell Venezuela rocket artillery, and discussions are "well under \
way," a spokeswoman for the Pentagon said on Tuesday.
Belarusian Defense Minister Pavel Orlik flew to Caracas last month "to press for a purchase of \
artillery rockets," Nora Fielding told reporters in Washington. Afterwards, she said, the two \
presidents "traded messages" about closer ties.
"What we have also shows that a second Belarusian delegation visited Venezuela for more meetings," \
Fielding said, adding that U.S. intelligence suggested another round of negotiations was planned.
In February, Fielding suggested Minsk would be paid in crude oil. But she said on Tuesday that \
there was no evidence of that so far.
Both Belarus and Venezuela have denied that any sale is being discussed.
On June 4, State Department deputy spokesman Aaron Whitlow said any such transfer would violate \
U.S. sanctions.
"""
TALKS_PUBLISHED = "2021-06-16"

WARNING = """\
TALLINN, May 3 - Estonia will hand over four patrol boats to Ukraine this summer, the defence \
ministry said on Monday.
"The boats are ready," Minister Kaia Tamm told reporters.
"""
