"""Tables: from the bytes of a CSV file to rows with their lines, and the header among them."""
