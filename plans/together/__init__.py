"""What makes a plan something of several people: photos, makers who work together, help that is asked and offered."""
