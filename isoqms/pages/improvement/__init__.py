"""Nonconformities, complaints, satisfaction, apologies (khắc phục, cải tiến; 9.1.2, 10.2)."""
