// Who is shown, and which contacts, for a state: the same as the server's list has.

const STROKED = { ł: "l", đ: "d", ø: "o", ħ: "h", ŧ: "t", æ: "ae", œ: "oe", ı: "i" };

// Small letters without diacritics, as the server compares names.
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[łđøħŧæœı]/g, (letter) => STROKED[letter]).replace(/\s+/g, " ").trim();
}

export function shownOf(network, state) {
  const day = dayOf(network, state.year);
  const actorOn = actorsOn(network, state, day);
  const linkOn = linksOn(network, state, day, actorOn);
  const degree = degreesOf(network, linkOn);
  return { day, actorOn, linkOn, degree, found: foundIn(network, state.q, actorOn), ...counted(actorOn, degree) };
}

// The years up to a day, on which the last one is cut; all of them without a day.
export function yearsUntil(years, until) {
  if (!until) return years;
  const last = Number(until);
  const n = years.filter((one) => one.lastDay < last).length + 1;
  return years.slice(0, n).map((one) => ({ ...one, lastDay: Math.min(one.lastDay, last) }));
}

export function dayOf(network, year) {
  return network.years.find((one) => one.year === year).lastDay;
}

function actorsOn(network, state, day) {
  const { actors, n } = network;
  const on = new Uint8Array(n);
  const fits = traitTest(network, state);
  for (let place = 0; place < n; place += 1) {
    on[place] = actors.joined[place] <= day && actors.left[place] > day && fits(place) ? 1 : 0;
  }
  return on;
}

function traitTest(network, state) {
  const { actors } = network;
  const bit = 1 << network.roles.indexOf(state.role);
  const component = 1 << network.components.indexOf(state.component);
  const sector = network.sectors.indexOf(state.sector) + 1;
  const sphere = network.spheres.indexOf(state.sphere);
  const region = network.regions.indexOf(state.region) + 1;
  return (place) =>
    (!state.role || (actors.roles[place] & bit) !== 0) &&
    (!state.component || (actors.components[place] & component) !== 0) &&
    (!sector || actors.sector[place] === sector) &&
    (!region || isIn(network, actors.region[place], region)) &&
    (sphere < 0 || worksIn(actors, place, sphere));
}

function isIn(network, seat, region) {
  return seat === region || (seat > 0 && network.voivodeshipOf[seat - 1] === region);
}

function worksIn(actors, place, sphere) {
  for (let at = actors.sphereStarts[place]; at < actors.sphereStarts[place + 1]; at += 1) {
    if (actors.spheres[at] === sphere) return true;
  }
  return false;
}

function linksOn(network, state, day, actorOn) {
  const { one, other, first, stop, kind, kinds, m } = network.contacts;
  const wanted = kinds.indexOf(state.kind);
  const on = new Uint8Array(m);
  let former = -1;
  for (let link = 0; link < m; link += 1) {
    const holds = first[link] <= day && stop[link] > day && (wanted < 0 || kind[link] === wanted);
    if (!holds || !actorOn[one[link]] || !actorOn[other[link]]) continue;
    // Two may be in contact in several ways at once; one line is enough, and they stand side by side.
    if (former >= 0 && one[former] === one[link] && other[former] === other[link]) continue;
    on[link] = 1;
    former = link;
  }
  return on;
}

function degreesOf(network, linkOn) {
  const { one, other, m } = network.contacts;
  const degree = new Int32Array(network.n);
  for (let link = 0; link < m; link += 1) {
    if (!linkOn[link]) continue;
    degree[one[link]] += 1;
    degree[other[link]] += 1;
  }
  return degree;
}

// Places of those shown whose name has every word; null where nothing is looked for.
export function foundIn(network, text, actorOn) {
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return null;
  const folded = foldedNames(network);
  const found = new Uint8Array(network.n);
  for (let place = 0; place < network.n; place += 1) {
    found[place] = actorOn[place] && words.every((word) => folded[place].includes(word)) ? 1 : 0;
  }
  return found;
}

function foldedNames(network) {
  network.folded ??= network.actors.names.map((name, place) => fold(name || network.actors.ids[place]));
  return network.folded;
}

function counted(actorOn, degree) {
  let nActors = 0;
  let nAlone = 0;
  let ends = 0;
  for (let place = 0; place < actorOn.length; place += 1) {
    if (!actorOn[place]) continue;
    nActors += 1;
    ends += degree[place];
    if (!degree[place]) nAlone += 1;
  }
  return { nActors, nAlone, nPairs: ends / 2 };
}
