"""A simulated year of one office, and the independent checker of every reminder sent in it."""
