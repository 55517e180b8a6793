"""What a data pack holds, one module for each kind of pack."""
