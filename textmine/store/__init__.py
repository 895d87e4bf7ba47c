"""The archive in a database: SQLite embedded, PostgreSQL by URL.

Importing this package loads no database library; ``textmine.store.open`` does.
"""
