"""What a survey asks: TOML in, a checked survey out, and the frozen copy that a wave keeps."""
