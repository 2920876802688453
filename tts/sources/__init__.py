"""ADDRESS -> ARTICLE FILE: pages, documents, feeds and exports become article files. Only this wing uses the web."""
