"""An old fort, a new one, and what the tests of presences say of both."""

from tests.invented import claim, day, presence, withdrawal

SINCE_2013 = presence("2013/..")
FORT, NEW = {"place": "old-fort"}, {"place": "new-fort"}
BLUE, GREY = {"force": "blue"}, {"force": "grey"}
WHOLE_LEFT = withdrawal("completed", "2020-06-01")
LATER = day("2030-01-01")
OLD_FORT_FACT = "presence-xxx-aaa-old-fort"
AT_FORT = presence("2013/..", **FORT)
POST = {"origins": ("Post",)}


def establishment(stage: str, valid: str | None = None, **fields):
    defaults = {"actors": ("XXX",), "hosts": ("AAA",), "form": "base"}
    return claim("establishment", stage, valid, **(defaults | fields))
