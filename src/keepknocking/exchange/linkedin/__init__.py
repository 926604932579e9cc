"""LinkedIn's "Get a copy of your data": the files of every era since 2018, one module a subject."""
