"""Gaps worked out from the records by plain loops, one pair of actors at a time, as a second opinion."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date

from tests.networks import Network

EARTH_KM = 6371.0088
WIDE = {"voivodeship", "national", "international"}


class NaiveGaps:
    """The records of a network, and the questions about needs that loops can answer."""

    def __init__(self, network: Network, today: date, **options) -> None:
        self.today = today
        self.options = {"min_level": 2, "assumed_places": 2, "enough_places": 0.5, "travel": 0.4} | options
        self.nodes = {(node.base, node.id): node for node in network.nodes}
        self.links = list({link.key: link for link in network.links}.values())
        self.by_source = defaultdict(list)
        for link in self.links:
            self.by_source[link.type, link.source].append(link)
        self.known = {}
        self.actors = sorted(node_id for base, node_id in self.nodes if base == "Actor")
        self.skills = sorted(node_id for base, node_id in self.nodes if base == "Skill")
        self.regions = sorted(node_id for base, node_id in self.nodes if base == "Region")

    def linked(self, link_type, source):
        return self.by_source[link_type, source]

    def actor(self, actor_id):
        return self.nodes["Actor", actor_id]

    def present(self, actor_id):
        properties = self.actor(actor_id).properties
        return properties["joined"] <= self.today < (properties.get("left") or date.max)

    def online(self, actor_id):
        return self.actor(actor_id).properties.get("online") is True

    # Places

    def seat(self, actor_id):
        located = [link.target for link in self.linked("LOCATED_IN", actor_id)]
        return located[0] if located else None

    def works_in(self, actor_id):
        return sorted(link.target for link in self.linked("WORKS_IN", actor_id))

    def places(self, actor_id):
        return sorted({*self.works_in(actor_id), *([self.seat(actor_id)] if self.seat(actor_id) else [])})

    def home(self, actor_id):
        return self.seat(actor_id) or next(iter(self.works_in(actor_id)), None)

    def is_powiat(self, region):
        return self.nodes["Region", region].properties["level"] == "powiat"

    def voivodeship(self, region):
        return region[:2]

    def km(self, one, other):
        a, b = (self.nodes["Region", region].properties for region in (one, other))
        phi_a, phi_b = math.radians(a["lat"]), math.radians(b["lat"])
        half = math.sin((phi_a - phi_b) / 2) ** 2
        half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(a["lon"] - b["lon"]) / 2) ** 2
        return 2 * EARTH_KM * math.asin(math.sqrt(half))

    def closeness(self, one, other):
        pair = one, other
        if pair not in self.known:
            self.known[pair] = self._closeness(one, other)
        return self.known[pair]

    def _closeness(self, one, other):
        powiats = self.is_powiat(one) and self.is_powiat(other)
        if powiats and one == other:
            return 1.0
        best = math.exp(-self.km(one, other) / 60)
        best = best if powiats else min(best, 0.4)
        if self.voivodeship(one) == self.voivodeship(other):
            best = max(best, 0.4)
        borders = [{link.source, link.target} for link in self.links if link.type == "BORDERS"]
        return max(best, 0.7) if powiats and {one, other} in borders else best

    # Who could help whom

    def level(self, actor_id, skill):
        levels = [link.properties.get("level") or 2 for link in self.linked("OFFERS", actor_id) if link.target == skill]
        return levels[0] if levels else 0

    def offering(self, skill):
        good = self.options["min_level"]
        return [one for one in self.actors if self.present(one) and self.level(one, skill) >= good]

    def n_places(self, actor_id):
        capacity = self.actor(actor_id).properties.get("capacity")
        if capacity is None:
            return self.options["assumed_places"]
        return max(capacity - len([one for one in self.mentored(actor_id) if self.present(one)]), 0)

    def mentored(self, mentor_id):
        return {
            link.target
            for link in self.linked("MENTORS", mentor_id)
            if link.properties["since"] <= self.today <= (link.properties.get("until") or date.max)
        }

    def reaches(self, provider, organisation):
        pair = provider, organisation  # what was found once is kept, since loops ask over and over
        if pair not in self.known:
            self.known[pair] = self._reaches(provider, organisation)
        return self.known[pair]

    def _reaches(self, provider, organisation):
        if provider == organisation:
            return False
        if self.online(provider) and self.online(organisation):
            return True
        home = self.home(organisation)
        if home is None:
            return False
        if any(self.closeness(place, home) >= 0.7 or place == home for place in self.places(provider)):
            return True
        wide = self.actor(provider).properties.get("reach") in WIDE
        whole = [place for place in self.works_in(provider) if not self.is_powiat(place)]
        reached = self.places(provider) if wide else whole
        return any(self.voivodeship(place) == self.voivodeship(home) for place in reached)

    def stated(self, skill):
        """Organisations present that need the skill, with their priority."""
        return {
            link.source: link.properties.get("priority") or 2
            for link in self.links
            if link.type == "NEEDS" and link.target == skill
            if "Organisation" in self.actor(link.source).labels and self.present(link.source)
        }

    def helped(self, skill):
        if skill not in self.known:
            self.known[skill] = self._helped(skill)
        return self.known[skill]

    def _helped(self, skill):
        mentored = {one for provider in self.offering(skill) for one in self.mentored(provider)}
        return {one for one in self.stated(skill) if one in mentored}

    def needing(self, skill):
        helped = self.helped(skill)
        return {one: priority for one, priority in self.stated(skill).items() if one not in helped}

    def n_sharing(self, provider, skill):
        return sum(self.reaches(provider, one) for one in self.needing(skill))

    def providers_of(self, organisation, skill):
        return [one for one in self.offering(skill) if self.n_places(one) > 0 and self.reaches(one, organisation)]

    def access(self, organisation, skill):
        pair = organisation, skill
        if pair not in self.known:
            self.known[pair] = self._access(organisation, skill)
        return self.known[pair]

    def _access(self, organisation, skill):
        providers = self.providers_of(organisation, skill)
        return round(math.fsum(self.n_places(one) / self.n_sharing(one, skill) for one in providers), 9)

    def unmet(self, skill, region=None):
        return {
            one: priority
            for one, priority in self.needing(skill).items()
            if self.access(one, skill) < self.options["enough_places"] and self.at_home(one, region)
        }

    def at_home(self, organisation, region):
        home = self.home(organisation)
        return region is None or (home is not None and region in {home, home[:2]})

    def urgency(self, organisation, priority, skill):
        return priority * (1 - self.access(organisation, skill))

    # Trainings

    def covers(self, venue, home):
        if home is None or venue == home:
            return home is not None
        return self.is_powiat(venue) and self.closeness(venue, home) >= self.options["travel"]

    def trainings(self, skill, region=None):
        """(mode, venue, homes) → those who would come with their priority; every unmet need is in one."""
        unmet, found = self.unmet(skill, region), {}
        if online := {one: priority for one, priority in unmet.items() if self.online(one)}:
            found["online", "", None] = online
        left = {one: priority for one, priority in unmet.items() if not self.online(one)}
        free_homes = set(self.regions)
        while any(self.home(one) for one in left):
            venue = min(self.regions, key=lambda region: self._venue_order(region, left, skill))
            homes = frozenset(home for home in free_homes if self.covers(venue, home))
            free_homes -= homes
            found["on_site", venue, homes] = {one: left.pop(one) for one in list(left) if self.home(one) in homes}
        if left:
            found["on_site", "", frozenset([None])] = left
        return found

    def _venue_order(self, venue, left, skill):
        inside = [one for one in left if self.covers(venue, self.home(one))]
        urgent = math.fsum(self.urgency(one, left[one], skill) for one in inside)
        return -round(urgent, 9), round(math.fsum(self.km(venue, self.home(one)) for one in inside), 6), venue

    def here(self, skill, mode, homes, region=None):
        """All that need the skill in this mode and place, served or not."""
        asked = [one for one in self.needing(skill) if self.at_home(one, region)]
        if mode == "online":
            return [one for one in asked if self.online(one)]
        return [one for one in asked if not self.online(one) and self.home(one) in homes]

    def nearest(self, skill, around, coming):
        """Kilometres to each that offers the skill and would not come itself."""
        km = defaultdict(lambda: math.inf)
        for one in self.offering(skill):
            if one not in coming:
                km[one] = min((self.km(around, place) for place in self.places(one) if around), default=math.inf)
        return dict(km)

    def around(self, coming):
        homes = [home for home in map(self.home, coming) if home]
        return min(homes, key=lambda home: (-homes.count(home), home), default="")
