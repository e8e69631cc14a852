// Walking the map with keys: to the next one in a direction, and through the contacts of one.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The next one shown from `place` in the direction: near, and not far off to the side; -1 for none.
export function nextInDirection(network, shown, place, [dx, dy]) {
  const { x, y } = network.actors;
  let best = -1;
  let least = Infinity;
  for (let other = 0; other < network.n; other += 1) {
    if (other === place || !shown.actorOn[other]) continue;
    const along = (x[other] - x[place]) * dx + (y[other] - y[place]) * dy;
    const aside = Math.abs((x[other] - x[place]) * dy - (y[other] - y[place]) * dx);
    if (along <= 0 || aside > 2 * along) continue;
    const cost = along + 2 * aside;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

// Those whom one is in contact with, those with the most contacts first.
export function neighboursOf(network, shown, place) {
  const { at, of, one, other } = network.contacts;
  const found = [];
  for (let position = at[place]; position < at[place + 1]; position += 1) {
    const link = of[position];
    if (shown.linkOn[link]) found.push(one[link] === place ? other[link] : one[link]);
  }
  return found.sort((a, b) => shown.degree[b] - shown.degree[a] || a - b);
}

// The one to begin with: whoever has the most contacts of those shown; -1 where nobody is.
export function firstOf(shown) {
  let best = -1;
  for (let place = 0; place < shown.actorOn.length; place += 1) {
    if (shown.actorOn[place] && (best < 0 || shown.degree[place] > shown.degree[best])) best = place;
  }
  return best;
}

export class Walker {
  constructor(network) {
    this.network = network;
    this.from = -1; // whose contacts are walked through
    this.step = -1;
  }

  // Where a key leads from `place`; null where it leads nowhere.
  next(key, shown, place, chosen) {
    if (DIRECTIONS[key]) {
      this.from = -1;
      return place < 0 ? firstOf(shown) : nextInDirection(this.network, shown, place, DIRECTIONS[key]);
    }
    if (key === "Home") return firstOf(shown);
    if (key === "PageDown" || key === "PageUp") return this.contact(key === "PageDown" ? 1 : -1, shown, place, chosen);
    return null;
  }

  contact(by, shown, place, chosen) {
    const around = chosen >= 0 ? chosen : this.from >= 0 ? this.from : place;
    if (around < 0) return firstOf(shown);
    if (this.from !== around) [this.from, this.step] = [around, by > 0 ? -1 : 0];
    const neighbours = neighboursOf(this.network, shown, around);
    if (!neighbours.length) return -1;
    this.step = (this.step + by + neighbours.length) % neighbours.length;
    return neighbours[this.step];
  }
}
