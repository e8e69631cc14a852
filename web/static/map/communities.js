// The communities by name, each with where its members stand.

export function communitiesOf(network, names) {
  const { x, y, community } = network.actors;
  const found = new Map();
  for (let place = 0; place < network.n; place += 1) {
    const label = community[place];
    if (!label) continue;
    if (!found.has(label)) found.set(label, { label, name: names[label] || "", members: [], x: 0, top: Infinity });
    const one = found.get(label);
    one.members.push(place);
    one.x += x[place];
    one.top = Math.min(one.top, y[place]);
  }
  const communities = [...found.values()];
  for (const one of communities) one.x /= one.members.length;
  return communities.sort((a, b) => b.members.length - a.members.length || a.label - b.label);
}

// Communities of at least `least` members shown, those with the most of them first.
export function communitiesShown(communities, actorOn, least = 3) {
  return communities
    .map((one) => ({ ...one, n: one.members.reduce((sum, place) => sum + actorOn[place], 0) }))
    .filter((one) => one.n >= least)
    .sort((a, b) => b.n - a.n || a.label - b.label);
}
