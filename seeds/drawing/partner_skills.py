"""What each type of partner can give and looks for, as skills, spheres and frequency.

Read off the phrases "typically gives" and "typically needs" of the partner types; the choice
of skills and the frequencies are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartnerProfile:
    """A type's frequency among partners, chance of a village seat, skills and spheres."""

    share: float
    rural: float
    gives: tuple[str, ...]
    needs: tuple[str, ...]
    spheres: tuple[str, ...]


def _profile(share: float, rural: float, gives: str, needs: str, spheres: str) -> PartnerProfile:
    return PartnerProfile(share, rural, tuple(gives.split()), tuple(needs.split()), tuple(spheres.split()))


PARTNER_PROFILES: Mapping[str, PartnerProfile] = {
    "P01": _profile(9, 0.8, "N2.01 T3.04 N3.02 N3.03 S2.01", "N3.02 S2.02 T7.03 T7.04 S2.01", "SP13 SP16 SP17 SP01"),
    "P02": _profile(2, 0.0, "T1.01 N2.01 T3.04 T1.02", "N1.01 N1.02 S2.01", "SP01B SP13 SP17"),
    "P03": _profile(1, 0.0, "T3.03 S1.01 N2.05 T3.04", "S2.01 N1.01 S2.04", "SP02A SP01 SP13"),
    "P04": _profile(5, 0.9, "N3.03 N2.06 T7.03", "T7.03 T3.01 N3.03 T7.02", "SP13 SP10 SP15"),
    "P05": _profile(10, 0.55, "N2.04 I3.04 T5.01 T7.04", "T4.01 T7.01 I2.01 T6.02", "SP16 SP14 SP10 SP15"),
    "P06": _profile(8, 0.4, "I3.04 N2.04 I2.04 T7.01", "N1.01 T4.05 I1.01 T6.02", "SP16 SP04 SP15"),
    "P07": _profile(2, 0.0, "N2.04 I1.03 T7.01", "T7.01 T7.03 T6.02", "SP16 SP04"),
    "P08": _profile(8, 0.45, "N2.03 T4.05 T7.01", "T7.04 T4.03 T1.06 T5.02", "SP14 SP15 SP17"),
    "P09": _profile(2, 0.0, "S2.03 S2.02 T5.04 N2.03", "N1.01 I1.04 S2.01", "SP14 SP12"),
    "P10": _profile(4, 0.45, "N2.05 S2.01 T4.04", "T4.01 T6.02 N1.02", "SP01 SP07 SP10 SP31"),
    "P11": _profile(2, 0.3, "N2.05 T7.03 S2.01", "N1.02 N1.01 T4.01", "SP01 SP10 SP07"),
    "P12": _profile(2, 0.0, "N2.05 T2.04 T1.05", "N1.01 T7.01 T6.02", "SP01A SP08 SP07"),
    "P13": _profile(3, 0.25, "T4.03 I3.02 T6.02", "I1.04 T7.01 I3.02", "SP06 SP32 SP07"),
    "P14": _profile(10, 0.35, "S3.04 N2.02 I2.03 T5.01", "I1.01 N1.01 I2.01", "SP11 SP17 SP13"),
    "P15": _profile(3, 0.0, "S3.04 N2.02 S2.04 T5.05 T4.02", "S2.04 I1.06 T6.05", "SP11 SP14 SP18"),
    "P16": _profile(3, 0.2, "S3.04 T2.02 N2.02", "T7.04 I1.01 N1.01", "SP11 SP14"),
    "P17": _profile(5, 0.0, "I3.01 I3.03 I1.03 I2.04", "I1.03 I1.05 N3.04", "SP13 SP16 SP22"),
    "P18": _profile(4, 0.0, "T1.01 T1.02 T2.01 T3.01 T3.04 N1.02 N1.04 S1.01", "N1.02 S2.01 T4.05", "SP33 SP27 SP13"),
    "P19": _profile(2, 0.0, "T1.05 T2.02 S1.01 S3.05", "N1.02 T7.03 I1.01", "SP02A SP08 SP02"),
    "P20": _profile(3, 0.7, "N2.06 T3.04 T3.01 S2.01", "T7.03 T3.01 N1.02", "SP13 SP19 SP11"),
    "P21": _profile(3, 0.4, "T3.04 T3.01 N3.03 T7.03", "T7.03 T4.05 S3.02", "SP13 SP33 SP27"),
    "P22": _profile(4, 0.5, "T4.01 S3.02 N2.05", "T6.04 T4.01 T3.01", "SP03 SP10 SP01"),
    "P23": _profile(4, 0.7, "N2.06 T7.01 I3.04", "T4.05 I2.01 T3.04", "SP23 SP20 SP15"),
    "P24": _profile(4, 0.0, "T7.01 T7.02 S1.01 N1.04 I1.01 T4.04", "I1.01 N1.02", "SP33 SP14"),
    "P25": _profile(2, 0.0, "N1.05 T3.03 N1.03", "N1.05 S2.01 T3.03", "SP26 SP05A SP14"),
    "P26": _profile(2, 0.3, "T6.05 N2.01 T5.01", "T6.05 I1.01 N3.02", "SP18 SP13"),
}
