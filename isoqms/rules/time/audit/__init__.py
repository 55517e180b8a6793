"""Rules (5xx) on the internal audit (đánh giá nội bộ; 9.2)."""
