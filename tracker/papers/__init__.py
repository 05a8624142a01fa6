"""Ground: writes Word, Excel and pictures; knows no table of ours."""
