"""Finding what is not as it must be, and mending what can be mended without losing what people wrote."""
