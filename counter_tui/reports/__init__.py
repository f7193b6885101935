"""Figures and registers of the desk as a table, CSV, XLSX or PDF."""
