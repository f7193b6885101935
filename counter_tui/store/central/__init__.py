"""The centre's database, embedded SQLite or PostgreSQL: ingest, pull, records, devices, projections."""
