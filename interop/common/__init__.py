"""What the two Python peers share: nothing here knows of our stubs."""
