"""Context, risks, objectives, the year's plan, resources, training, what is due."""
