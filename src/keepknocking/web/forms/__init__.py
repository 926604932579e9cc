"""What can be written down on the pages, checked field by field before a service sees it."""
