"""Support for plans as the team handles it: paper lists, the report of bursts, the threshold."""
