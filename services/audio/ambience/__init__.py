"""Ambience: places, times of day and weather, made anew for the whole length of a film, so that nothing loops."""
