"""The year's planning: context, plan, objectives, risks, resources, training."""
