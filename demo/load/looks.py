"""How the demo draws its neighbourhoods (colour and motif) and themes (icon)."""

LOOKS = {
    "Europawijk": ("ocean", "waves"),
    "Boerhaavewijk": ("red", "bricks"),
    "Meerwijk": ("jade", "canals"),
    "Molenwijk": ("sand", "windows"),
}
ICONS = {
    "Elkaar ontmoeten": "users",
    "Op straat & groen": "plant",
    "Op straat": "road",
    "Duurzaamheid": "leaf",
    "Groen & duurzaam": "leaf",
}
