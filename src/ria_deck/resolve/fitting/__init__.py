"""Text fitted into its slot; long slides split."""
