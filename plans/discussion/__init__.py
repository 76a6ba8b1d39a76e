"""The discussion under a plan and its moderation: a room within the room."""
