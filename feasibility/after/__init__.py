"""From verdict to ballot: what makers answer, the letter, and looking again."""
