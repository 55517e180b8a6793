"""The internal audit (đánh giá nội bộ; 9.2)."""
