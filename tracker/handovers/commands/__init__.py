"""The verbs of this room. Each adds to the session it is handed; the view commits."""
