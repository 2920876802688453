"""The voices of this system, by pyttsx3's own drivers."""
