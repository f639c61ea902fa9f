"""The tests; a package, so that they can share the page made up in made_up.py."""
