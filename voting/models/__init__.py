"""The vote, in two halves that never touch: who may vote (roll, codes, letters) and what was voted (the ballot box).

No column, key or time links a ballot to a code, a voter or a receipt; docs/stemgeheim.md tells what PostgreSQL keeps
behind our back and what `voting.actions` does about it.
"""

from voting.models.box import Ballot, IntakeBallot, Receipt
from voting.models.counting import Count, CountLine
from voting.models.letters import BatchState, CodeState, LetterBatch, LetterRun, VotingCode
from voting.models.proposals import Proposal, ProposalKind
from voting.models.roll import ImportState, RejectedRow, RollImport, SetApart, Voter
from voting.models.rules import Completion, Method, Misfit, Tie, VotingRules

__all__ = [
    "Ballot",
    "BatchState",
    "CodeState",
    "Completion",
    "Count",
    "CountLine",
    "ImportState",
    "IntakeBallot",
    "LetterBatch",
    "LetterRun",
    "Method",
    "Misfit",
    "Proposal",
    "ProposalKind",
    "Receipt",
    "RejectedRow",
    "RollImport",
    "SetApart",
    "Tie",
    "Voter",
    "VotingCode",
    "VotingRules",
]
