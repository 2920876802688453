"""espeak-ng, which is always installed: voices for more than a hundred languages."""
