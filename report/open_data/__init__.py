"""The open data of an edition: what there is, in which fields, and where it is described. Without Django."""
