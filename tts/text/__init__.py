"""FILE -> SECTIONS: reads an article and works out what will be heard of it."""
