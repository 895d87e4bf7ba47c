"""Changing one number at a time, and asking exact arithmetic whether it can be noticed."""
