"""Fills a database with the demo editions: the same each time, but for the days, which lie around today."""
