"""FILES -> output/: many articles, each in a folder of its own."""
