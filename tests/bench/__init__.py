"""What builds and pages cost, against plain Sphinx and sphinx-needs on the same data."""
