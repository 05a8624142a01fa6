"""Room 10: what is late, silent, blocked and ordered; did the index move?"""
