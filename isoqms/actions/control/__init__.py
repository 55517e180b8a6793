"""Documents and decisions: written, issued, withdrawn, handed out, proved."""
