"""Reading progress: states of reporting, reports, orders and obstacles, the timeline."""
