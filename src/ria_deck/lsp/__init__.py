"""The language server: diagnostics, completion, hover and go-to-definition for editors, on pygls."""
