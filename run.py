"""The application object; `python run.py` sets everything up on this machine and serves it."""

import sys

from dotenv import load_dotenv

load_dotenv()  # before the house is imported: its clock reads the environment then

from tracker import create_app  # noqa: E402
from tracker.errors import Refusal  # noqa: E402

try:
    app = create_app()
    if __name__ == "__main__":
        from tracker.serving import serve

        serve(app)
except Refusal as refusal:
    sys.exit(f"lỗi: {refusal}")
