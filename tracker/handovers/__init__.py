"""Room 11: what a unit or a person held and who takes it over, after a change of organisation."""
