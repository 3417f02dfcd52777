"""Drawn shapes, groups and pictures of others as what an own slide can hold."""
