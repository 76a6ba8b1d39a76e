"""Voting: electoral roll, voting codes, letters, ballots, paper ballots, counting, result."""
