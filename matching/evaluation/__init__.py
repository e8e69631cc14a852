"""How good advice is: records of what happened, cut at a day, asked before it and judged by what came after."""
