"""Pages for everybody: the door, what the school promises, signs of life."""
