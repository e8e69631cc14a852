"""Charts as descriptions that a template draws: from numbers to places on a sheet, without markup.

A value that is not known is None, and leaves a gap. Where there is no number at all a chart is
None, so that a page says why instead of drawing nothing. Sizes are units of the drawing's
``viewBox``; colours are classes of ``charts.css``.
"""
