"""Local parameters (本地参数): amounts that a region sets, by union and date."""
