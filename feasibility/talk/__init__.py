"""The table's talk about one plan: what colleagues say, their files, who can help, and which plan it excludes."""
