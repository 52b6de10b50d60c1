"""Question banks: items whose numbers are drawn, answers that are marked, sittings that are remembered."""
