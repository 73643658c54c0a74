"""Finding people, unions and appointments, for administrators: always through the viewer."""
