"""Python modules of `nexusannotations/v1/*.proto`."""
