"""The centre's database, embedded SQLite or PostgreSQL: ingest, numbering, pull, records, devices, projector."""
