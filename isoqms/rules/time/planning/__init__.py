"""Rules (5xx) on context, risks, objectives, the year's plan, resources, training, what is due."""
