"""Slides printed as a PDF."""
