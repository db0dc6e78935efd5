"""Web: the REST API and the pages, over one ledger."""
