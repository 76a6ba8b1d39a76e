"""Feasibility: the "ja, mits" table with its quick test, answers, conditions, verdicts and last look."""
