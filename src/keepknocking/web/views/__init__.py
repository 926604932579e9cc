"""What answers a request, one module a subject: parse, one call of a service, render."""
