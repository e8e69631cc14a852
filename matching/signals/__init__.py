"""The signals: each one kind of evidence that two actors fit, in a module of its own."""
