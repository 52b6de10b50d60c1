"""Right solutions as learners write them, each with the slips that can be made in it."""
