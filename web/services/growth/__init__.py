"""How the network grew, as pages, programs and the command line ask for it."""
