"""What was recorded: when, by whom, which content stood where."""
