"""How fast the pipeline is beside what else reads PDF files: ``make bench`` measures it."""
