"""The stages that the data walks through: read, segment, reconcile, publish; ``run`` has them in order."""
