"""Rules (5xx) on nonconformities, complaints, satisfaction, apologies."""
