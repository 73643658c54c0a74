"""The cadres of a union or of all below it, with where each stands."""
