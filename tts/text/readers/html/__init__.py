"""HTML -> BLOCKS: the elements of a page, its figures and its paragraphs."""
