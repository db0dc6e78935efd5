"""Exchange: the ledger in the formats that other tools read."""
