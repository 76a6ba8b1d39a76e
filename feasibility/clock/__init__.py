"""The rules of the table and the six weeks of every plan: a room within the room."""
