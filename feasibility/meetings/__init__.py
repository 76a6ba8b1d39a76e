"""Meetings of the table: agenda, who is there, the live board and the minutes; a room within the room."""
