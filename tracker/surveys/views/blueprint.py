"""The blueprint of this room."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
