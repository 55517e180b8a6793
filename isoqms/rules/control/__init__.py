"""Rules on documents and decisions: written, issued, withdrawn, handed out, proved."""
