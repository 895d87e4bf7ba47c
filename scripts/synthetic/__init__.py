"""A made-up archive of provincial notices whose figures agree, except where it is told otherwise."""
