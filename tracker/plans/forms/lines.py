"""What every form made of several lines shares: Vietnamese errors and cleaned text, no token."""

from wtforms import Form

from tracker.forms import HouseForm


class LineForm(Form):
    """One line within a form of the house; the enclosing form carries the token."""

    class Meta(HouseForm.Meta):
        csrf = False
