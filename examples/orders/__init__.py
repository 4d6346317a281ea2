"""An order in one namespace that calls payments and inventory in two others. `make demo` runs it."""
