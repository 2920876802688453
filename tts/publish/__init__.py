"""PACKAGES -> FOLDER ON THE WEB: upload what has changed, so that no listener meets a feed whose files are missing."""
