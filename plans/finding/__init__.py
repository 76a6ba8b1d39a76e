"""Finding plans, as a list and on the map: a room within the room."""
