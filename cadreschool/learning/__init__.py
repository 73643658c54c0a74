"""What cadres did and what it amounts to: sittings, answers, records, standing."""
