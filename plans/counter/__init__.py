"""The counter: the team enters plans of people who come by or fill in the paper form, and prints that form."""
