"""What a rule or a reader says when the answer is no: sentences for people, in Vietnamese."""


class Refusal(ValueError):
    """A rule said no. The message tells what happened and what to do; nothing was changed."""


class BadInput(Refusal):
    """What was typed or uploaded cannot be used: 400 on a page, exit status 2 in a terminal."""


class BadFile(BadInput):
    """A file cannot be read. The message names the file, the sheet and the row where known."""


class Altered(Refusal):
    """What is stored is no longer what was sealed: nothing is built on it; exit status 1."""


class Conflict(Refusal):
    """Somebody changed the same thing in between: 409, and what was typed is shown again."""
