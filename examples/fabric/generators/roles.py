"""Pod roles that the generators leave alone."""

# The fabric generator does not signal these pods, and the pod generator refuses them.
EXCLUDED_POD_ROLES = frozenset({"external"})
