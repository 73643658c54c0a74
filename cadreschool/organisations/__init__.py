"""The union tree and the counters on it. Knows no cadres and not what is counted."""
