"""Rules (5xx) on the management review (xem xét của lãnh đạo; 9.3)."""
