"""FILE -> SECTIONS: reads an article and prepares what is heard of it."""
