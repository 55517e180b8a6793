"""The self-score and its table (tự chấm điểm)."""
