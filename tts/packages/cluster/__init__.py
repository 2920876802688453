"""JOBS -> OUTCOMES, made by other processes and computers. They share no folder: all files travel with the work."""
