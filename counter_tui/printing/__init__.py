"""Paper: documents, ESC/POS bytes, printers and the durable spool's worker."""
