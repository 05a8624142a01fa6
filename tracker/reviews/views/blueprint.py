"""The blueprint the pages of this room share."""

from flask import Blueprint

bp = Blueprint("reviews", __name__)
