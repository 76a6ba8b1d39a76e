"""How a maker gets from an idea to a submitted plan: four short steps, kept as a draft at each of them."""
