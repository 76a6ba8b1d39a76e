"""The vote, in two halves that never touch: who may vote (roll, codes, letters) and what was voted (the ballot box).

No column, key or time links a ballot to a code, a voter or a receipt; docs/stemgeheim.md tells what PostgreSQL keeps
behind our back and what `voting.actions` does about it.
"""

from voting.models.archive import ArchivedPlan, ArchivedRow, ArchivedVote
from voting.models.box import Ballot, IntakeBallot, IntakeReceipt, Receipt
from voting.models.counting import Count, CountLine
from voting.models.desk import AssistedVotes, DeskRules, HelpGround, Reissue, ReissueKind, ReturnedLetter, WrongDate
from voting.models.guessing import WrongCodes
from voting.models.letters import (
    BatchState,
    CodeState,
    Envelope,
    LetterBatch,
    LetterDesign,
    LetterRun,
    Side,
    VotingCode,
)
from voting.models.paper import FINISHED, PaperBallot, PaperState
from voting.models.proposals import Proposal, ProposalKind
from voting.models.record import CountRecord
from voting.models.roll import ImportState, RejectedRow, RollImport, SetApart, Voter
from voting.models.rules import Completion, Method, Misfit, Tie, VotingRules
from voting.models.turnout import TurnoutBy, TurnoutGroup

__all__ = [
    "FINISHED",
    "ArchivedPlan",
    "ArchivedRow",
    "ArchivedVote",
    "AssistedVotes",
    "Ballot",
    "BatchState",
    "CodeState",
    "Completion",
    "Count",
    "CountLine",
    "CountRecord",
    "DeskRules",
    "Envelope",
    "HelpGround",
    "ImportState",
    "IntakeBallot",
    "IntakeReceipt",
    "LetterBatch",
    "LetterDesign",
    "LetterRun",
    "Method",
    "Misfit",
    "PaperBallot",
    "PaperState",
    "Proposal",
    "ProposalKind",
    "Receipt",
    "Reissue",
    "ReissueKind",
    "RejectedRow",
    "ReturnedLetter",
    "RollImport",
    "SetApart",
    "Side",
    "Tie",
    "TurnoutBy",
    "TurnoutGroup",
    "Voter",
    "VotingCode",
    "VotingRules",
    "WrongCodes",
    "WrongDate",
]
