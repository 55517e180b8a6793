"""The management review (xem xét của lãnh đạo; 9.3)."""
