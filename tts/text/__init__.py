"""FILE -> SECTIONS: read an article and prepare the parts that are heard."""
