"""DOCUMENT -> ARTICLE: the files of word processors, e-books and PDF."""
