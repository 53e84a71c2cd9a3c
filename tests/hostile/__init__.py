"""Files made to stop, crash, hang or flood whatever reads them, written by code; each says what its row must be."""
