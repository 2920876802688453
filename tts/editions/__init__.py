"""PACKAGES -> EDITION: many articles with announcements, in one talking newspaper."""
