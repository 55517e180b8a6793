"""The place that the PCs of an office share: what is fetched from it and sent to it."""
