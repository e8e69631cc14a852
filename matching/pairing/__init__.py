"""Peers in pairs: the highest total over pairs, with a proof that no other pairs have a higher one."""

from matching.pairing.certificate import Certificate
from matching.pairing.pairing import Pairing, pair_up
from matching.pairing.possible import InvalidPairs, PossiblePairs
from matching.pairing.proof import Proof, prove

__all__ = ["Certificate", "InvalidPairs", "Pairing", "PossiblePairs", "Proof", "pair_up", "prove"]
