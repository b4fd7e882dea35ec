"""Values of JSON into Arrow arrays, one file for each way."""
