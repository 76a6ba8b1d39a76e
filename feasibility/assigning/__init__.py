"""Who answers about which plan: a room within the room."""
