"""The application object; `python run.py` sets everything up on this machine and serves it."""

from dotenv import load_dotenv

load_dotenv()  # before the house is imported: its clock reads the environment then

from tracker import create_app  # noqa: E402

app = create_app()

if __name__ == "__main__":
    from tracker.serving import serve

    serve(app)
