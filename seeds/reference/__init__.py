"""Facts about Poland and its non-profits: one CSV and one module of typed records a topic.

Each table is read once, checked as it is read, and kept as a tuple of frozen records.
Where each file comes from stands in ``seeds/README.md``.
"""

from seeds.reference.indicators import IndicatorLabel, indicator_labels
from seeds.reference.labels import KINDS, LANGUAGES, Label, label, labels
from seeds.reference.legal_forms import LegalForm, legal_forms
from seeds.reference.partner_types import PartnerType, partner_types
from seeds.reference.priors import Prior, priors, shares
from seeds.reference.records import reference_links, reference_nodes
from seeds.reference.regions import Powiat, Voivodeship, powiats, voivodeships
from seeds.reference.skills import Skill, SkillGroup, skill_groups, skills
from seeds.reference.spheres import Sphere, spheres

__all__ = [
    "KINDS",
    "LANGUAGES",
    "IndicatorLabel",
    "Label",
    "LegalForm",
    "PartnerType",
    "Powiat",
    "Prior",
    "Skill",
    "SkillGroup",
    "Sphere",
    "Voivodeship",
    "indicator_labels",
    "label",
    "labels",
    "legal_forms",
    "partner_types",
    "powiats",
    "priors",
    "reference_links",
    "reference_nodes",
    "shares",
    "skill_groups",
    "skills",
    "spheres",
    "voivodeships",
]
