"""Applications that Layerproof is tried on, and what builds, starts and proves them."""
