"""hibari: English with a natural voice, American or British, from a small neural model (Apache-2.0)."""
