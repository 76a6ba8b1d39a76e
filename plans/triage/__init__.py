"""The weekly triage of plans by the team: a room within the room."""
