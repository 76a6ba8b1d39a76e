"""What a plan costs, between table and maker: a room within the room."""
