"""The application object; `python run.py` sets everything up on this machine and serves it."""

from tracker import create_app

app = create_app()

if __name__ == "__main__":
    from tracker.serving import serve

    serve(app)
