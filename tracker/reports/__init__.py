"""Room 9: the CCHC report: window, frozen snapshot, Excel and Word."""
