"""What a person may type about rounds, samples, forms and announced values. Checks shape only."""
