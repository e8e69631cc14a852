"""Where actors stand on a map of the network: the same for the same network, and stable when it grows."""

from graph.analysis.layout.growing import Layout, layouts_of
from graph.analysis.layout.labels import LabelSlot, label_slots
from graph.analysis.layout.standing import APART, ISOLATED, MAIN

__all__ = ["APART", "ISOLATED", "MAIN", "LabelSlot", "Layout", "label_slots", "layouts_of"]
