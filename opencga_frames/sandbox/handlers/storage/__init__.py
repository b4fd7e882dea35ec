"""What only the stores of variants and reads answer, beside queries of variants."""
