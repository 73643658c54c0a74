"""Personal data across all packages: what is kept and why, taking it out, erasing it."""
