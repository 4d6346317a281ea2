"""One contract, three languages: Go and TypeScript workflows call the Python payments, Python orders call a Go inventory."""
