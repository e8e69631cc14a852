"""Draws a network as arrays, from survey shares and stated reasons; knows no texts and no records."""
