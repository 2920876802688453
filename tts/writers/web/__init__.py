"""PARTS -> HTML: what the read-along page and the library share: colours, policy, one file for everything."""
