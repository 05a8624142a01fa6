"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("handovers", __name__, url_prefix="/handovers")
