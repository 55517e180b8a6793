"""What the commands share: options, questions, tables, help."""
