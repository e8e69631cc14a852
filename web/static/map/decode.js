// The answer of /api/v1/network/map as arrays that can be drawn from.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let value = 0; value < 64; value += 1) VALUE[DIGITS.charCodeAt(value)] = value;

export const NEVER = 0x7fffffff;

// `n` numbers from a packed text: the last digits of all of them, then those before, and so on.
export function unpacked(text, n) {
  const values = new Int32Array(n);
  for (let plane = 0; plane * n < text.length; plane += 1) {
    const shift = 6 * plane;
    for (let place = 0; place < n; place += 1) values[place] |= VALUE[text.charCodeAt(plane * n + place)] << shift;
  }
  return values;
}

// Ids, each written without the beginning it shares with the one before.
export function idsOf(coded) {
  let former = "";
  return coded.map((text) => {
    former = former.slice(0, VALUE[text.charCodeAt(0)]) + text.slice(1);
    return former;
  });
}

// Where each list begins in a flat array, from how long each is; one place more than there are lists.
export function startsOf(lengths) {
  const starts = new Int32Array(lengths.length + 1);
  for (let place = 0; place < lengths.length; place += 1) starts[place + 1] = starts[place] + lengths[place];
  return starts;
}

export function decode(answer) {
  const n = answer.n_actors;
  const actors = actorsOf(answer, n);
  const contacts = contactsOf(answer.contacts, n, actors.joined);
  return {
    n,
    actors,
    contacts,
    years: answer.years.map((one) => ({ year: one.year, lastDay: one.last_day })),
    firstDay: answer.first_day,
    roles: answer.roles,
    components: answer.components,
    sectors: answer.sectors,
    regions: answer.regions,
    voivodeshipOf: unpacked(answer.voivodeship_of, answer.regions.length),
    spheres: answer.spheres,
    placeOf: new Map(actors.ids.map((id, place) => [id, place])),
  };
}

function actorsOf(answer, n) {
  const from = answer.actors;
  const joined = unpacked(from.joined, n);
  const left = unpacked(from.stayed, n);
  for (let place = 0; place < n; place += 1) left[place] = left[place] ? joined[place] + left[place] : NEVER;
  const nSpheres = unpacked(from.n_spheres, n);
  const starts = startsOf(nSpheres);
  return {
    ids: idsOf(from.ids),
    names: from.names,
    x: scaled(unpacked(from.x, n), answer.units_a_step),
    y: scaled(unpacked(from.y, n), answer.units_a_step),
    roles: unpacked(from.roles, n),
    components: unpacked(from.components, n),
    sector: unpacked(from.sector, n),
    region: unpacked(from.region, n),
    community: unpacked(from.community, n),
    sphereStarts: starts,
    spheres: unpacked(from.spheres, starts[n]),
    joined,
    left,
  };
}

function scaled(values, unit) {
  return Float32Array.from(values, (value) => value / unit);
}

function contactsOf(from, n, joined) {
  const m = from.n_contacts;
  const starts = startsOf(unpacked(from.n_of_one, n));
  const one = new Int32Array(m);
  for (let place = 0; place < n; place += 1) one.fill(place, starts[place], starts[place + 1]);
  const other = unpacked(from.gap, m);
  const first = unpacked(from.after, m);
  const stop = unpacked(from.lasted, m);
  for (let link = 0; link < m; link += 1) {
    const follows = link > 0 && one[link - 1] === one[link];
    other[link] += follows ? other[link - 1] : one[link];
    first[link] += Math.max(joined[one[link]], joined[other[link]]);
    stop[link] = stop[link] ? first[link] + stop[link] : NEVER;
  }
  return { m, kinds: from.kinds, one, other, first, stop, kind: unpacked(from.kind, m), ...incidence(one, other, n) };
}

// For each actor the contacts it has part in: those from `at[place]` to `at[place + 1]` in `of`.
function incidence(one, other, n) {
  const counts = new Int32Array(n);
  for (let link = 0; link < one.length; link += 1) {
    counts[one[link]] += 1;
    counts[other[link]] += 1;
  }
  const at = startsOf(counts);
  const next = at.slice();
  const of = new Int32Array(2 * one.length);
  for (let link = 0; link < one.length; link += 1) {
    of[next[one[link]]++] = link;
    of[next[other[link]]++] = link;
  }
  return { at, of };
}
