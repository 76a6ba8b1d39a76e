"""Paper ballots: what clerks read on them, when two readings agree, and the forms themselves."""
