"""Documents under control and the decisions that issue and withdraw them."""
