"""Rules (5xx) on documents and decisions: written, issued, withdrawn, handed out, proved."""
