"""What each page shows: one frozen value a page, made of the answers of the services."""
