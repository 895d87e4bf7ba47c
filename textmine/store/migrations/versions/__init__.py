"""One file per version of the tables, in order; none is changed after a release."""
