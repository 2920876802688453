"""EDITION -> USB FOLDER: folders and tracks for players without a screen, and copies of them on sticks."""
