"""PARTS -> HTML: the parts that the read-along page and the library share: colours, policy, one file for everything."""
