// The picture of a state at one camera, larger than what is seen, so that moving it needs no drawing.

import { radiusOf } from "./camera.js";
import { communitiesShown } from "./communities.js";
import { ABOVE, labelBoxes, shortened } from "./labels.js";
import { addLine, putStamp, stampOf, tones, mixed } from "./raster.js";

const OVERSCAN = 0.3; // of width and height, on each side
const LABEL_HEIGHT = 15;
const FONT_SIZE = 12;
const NAME_SIZE = 13.5;
const NAME_HEIGHT = 19;
const NAMES_UNTIL = 2.2; // times the zoom that shows the whole
const MOST_NAMES = 24;
const LINES_BETWEEN_LOOKS = 256;
const AREA_OF_A_LABEL = 42000; // CSS pixels, until one looks closer
const FAINT = 0.2;
const TOOLS = { width: 64, height: 162 }; // the buttons above right, in CSS pixels

export class Scene {
  constructor(network) {
    this.network = network;
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d");
    this.covered = new Int32Array(0);
    this.drawn = new Uint8Array(network.contacts.m); // contacts that are in `covered`
    this.stamps = new Map();
    this.widths = new Map();
    this.boxes = [];
    this.key = "";
  }

  // Begin anew for a camera; `advance` does the work.
  begin(frame, camera, wholeK) {
    this.wholeK = wholeK;
    const marginX = Math.round(frame.width * OVERSCAN);
    const marginY = Math.round(frame.height * OVERSCAN);
    this.ratio = frame.ratio;
    this.width = Math.max(1, Math.round((frame.width + 2 * marginX) * frame.ratio));
    this.height = Math.max(1, Math.round((frame.height + 2 * marginY) * frame.ratio));
    this.camera = camera;
    this.margin = { x: marginX, y: marginY };
    // From steps to pixels of this picture.
    this.scale = camera.k * frame.ratio;
    this.left = (camera.x + marginX) * frame.ratio;
    this.top = (camera.y + marginY) * frame.ratio;
    if (this.canvas.width !== this.width || this.canvas.height !== this.height) {
      this.canvas.width = this.width;
      this.canvas.height = this.height;
      this.covered = new Int32Array(this.width * this.height);
      this.image = this.context.createImageData(this.width, this.height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    } else {
      this.covered.fill(0);
    }
    this.drawn.fill(0);
    this.next = 0;
  }

  // Draw what `shown` has that is not drawn yet, and take away what it has not; false when the time is over before.
  advance(shown, milliseconds = Infinity) {
    const { one, other, m } = this.network.contacts;
    const { x, y } = this.network.actors;
    const thickness = Math.max(1, Math.round(this.ratio));
    const until = performance.now() + milliseconds;
    const line = [0, 0, 0, 0];
    for (let n = 0; this.next < m; this.next += 1) {
      const link = this.next;
      if (this.drawn[link] === shown.linkOn[link]) continue;
      const a = one[link];
      const b = other[link];
      line[0] = this.left + x[a] * this.scale;
      line[1] = this.top + y[a] * this.scale;
      line[2] = this.left + x[b] * this.scale;
      line[3] = this.top + y[b] * this.scale;
      addLine(this.covered, this.width, this.height, line, thickness, shown.linkOn[link] ? 1 : -1);
      this.drawn[link] = shown.linkOn[link];
      if ((n += 1) % LINES_BETWEEN_LOOKS === 0 && performance.now() > until) return false;
    }
    return true;
  }

  // Signs and labels over the lines, then all of it onto this scene's canvas.
  finish(shown, theme, emphasis) {
    this.next = 0;
    this.paintLines(shown, theme, emphasis);
    const order = this.signs(shown, emphasis);
    this.paintSigns(order, shown, theme, emphasis);
    this.context.putImageData(this.image, 0, 0);
    this.paintContactsOf(emphasis, shown, theme);
    this.paintLabels(order, shown, theme, emphasis);
  }

  paintLines(shown, theme, emphasis) {
    const opacity = Math.min(Math.max(2.6 * Math.max(shown.nPairs, 1) ** -0.3, 0.1), 0.5) * (emphasis.dims ? 0.45 : 1);
    const table = tones(theme.packed.paper, theme.packed.link, opacity);
    const last = table.length - 1;
    const { covered, pixels } = this;
    for (let pixel = 0; pixel < covered.length; pixel += 1) {
      const value = covered[pixel];
      pixels[pixel] = table[value > last ? last : value];
    }
  }

  // Places shown within the picture, those with fewest contacts first.
  signs(shown, emphasis) {
    const { x, y } = this.network.actors;
    const places = [];
    for (let place = 0; place < this.network.n; place += 1) {
      if (!shown.actorOn[place]) continue;
      const px = this.left + x[place] * this.scale;
      const py = this.top + y[place] * this.scale;
      if (px > -30 && py > -30 && px < this.width + 30 && py < this.height + 30) places.push(place);
    }
    const rank = (place) => shown.degree[place] + (emphasis.isStrong(place) ? 1e6 : 0);
    return places.sort((a, b) => rank(a) - rank(b) || b - a);
  }

  paintSigns(order, shown, theme, emphasis) {
    const { actors } = this.network;
    const { paper, quiet, communities } = theme.packed;
    for (const place of order) {
      const radius = radiusOf(shown.degree[place], this.camera.k) * this.ratio;
      const x = this.left + actors.x[place] * this.scale;
      const y = this.top + actors.y[place] * this.scale;
      const shape = shapeOf(actors.roles[place]);
      const community = actors.community[place];
      let colour = community ? communities[(community - 1) % communities.length] : quiet;
      if (emphasis.dims && !emphasis.isStrong(place)) colour = mixed(paper, colour, FAINT);
      if (radius > 3) putStamp(this.pixels, this.width, this.height, this.stamp(shape, radius + this.ratio), x, y, paper);
      putStamp(this.pixels, this.width, this.height, this.stamp(shape, radius), x, y, colour);
    }
  }

  stamp(shape, radius) {
    const key = `${shape}${Math.round(radius * 4)}`;
    if (!this.stamps.has(key)) this.stamps.set(key, stampOf(shape, Math.round(radius * 4) / 4));
    return this.stamps.get(key);
  }

  // The contacts of the one chosen, over everything but labels: there are few.
  paintContactsOf(emphasis, shown, theme) {
    if (emphasis.chosen < 0) return;
    const { contacts, actors } = this.network;
    const { context } = this;
    context.beginPath();
    for (let at = contacts.at[emphasis.chosen]; at < contacts.at[emphasis.chosen + 1]; at += 1) {
      const link = contacts.of[at];
      if (!shown.linkOn[link]) continue;
      const [a, b] = [contacts.one[link], contacts.other[link]];
      context.moveTo(this.left + actors.x[a] * this.scale, this.top + actors.y[a] * this.scale);
      context.lineTo(this.left + actors.x[b] * this.scale, this.top + actors.y[b] * this.scale);
    }
    context.globalAlpha = 0.7;
    context.strokeStyle = theme.text.chosen;
    context.lineWidth = 1.4 * this.ratio;
    context.stroke();
    context.globalAlpha = 1;
  }

  paintLabels(order, shown, theme, emphasis) {
    const { context, ratio } = this;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.strokeStyle = theme.text.paper;
    const named = emphasis.dims ? [] : this.communityNames(shown, theme);
    context.font = `${FONT_SIZE * ratio}px ${theme.font}`;
    const most = Math.round(this.room() / AREA_OF_A_LABEL);
    const taken = [...this.tools(), ...named.map((one) => one.box)];
    this.boxes = labelBoxes(this.labelled(order, shown, emphasis), LABEL_HEIGHT * ratio, most, { taken, within: this.sides() });
    for (const box of this.boxes) {
      this.write(this.network.labels[box.place], box.x + 2 * ratio, box.y + box.height / 2, 3, theme.text.ink);
    }
    for (const { one, box, colour } of named) {
      context.font = `600 ${NAME_SIZE * ratio}px ${theme.font}`;
      this.write(one.name, box.x + 4 * ratio, box.y + box.height / 2, 5, colour);
    }
  }

  write(text, x, y, halo, colour) {
    this.context.lineWidth = halo * this.ratio;
    this.context.strokeText(text, x, y);
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }

  // Where labels end to the left and right while the whole is seen; later one moves to see them.
  sides() {
    const edge = (this.margin.x + 6) * this.ratio;
    return this.camera.k > 1.05 * this.wholeK ? null : { left: edge, right: this.width - edge };
  }

  // Where the buttons lie over the picture while the whole is seen.
  tools() {
    if (!this.sides()) return [];
    const right = this.width - this.margin.x * this.ratio;
    return [{ x: right - TOOLS.width * this.ratio, y: this.margin.y * this.ratio, width: TOOLS.width * this.ratio, height: TOOLS.height * this.ratio }];
  }

  // For how many labels there is room, in CSS pixels: the part that is seen, and more the closer one looks.
  room() {
    const width = this.width / this.ratio - 2 * this.margin.x;
    const height = this.height / this.ratio - 2 * this.margin.y;
    return width * height * Math.min(Math.max((this.camera.k / this.wholeK) ** 2, 1), 5);
  }

  // Names of the communities above them, as long as one looks from afar.
  communityNames(shown, theme) {
    if (this.camera.k > NAMES_UNTIL * this.wholeK) return [];
    const { context, ratio } = this;
    context.font = `600 ${NAME_SIZE * ratio}px ${theme.font}`;
    const candidates = communitiesShown(this.network.communities, shown.actorOn).slice(0, MOST_NAMES).map((one) => ({
      place: one,
      x: this.left + one.x * this.scale,
      y: this.top + (one.top - 0.6) * this.scale,
      width: context.measureText(one.name).width + 8 * ratio,
      radius: 0,
    }));
    const colours = theme.text.communities;
    return labelBoxes(candidates, NAME_HEIGHT * ratio, MOST_NAMES, { taken: this.tools(), corners: ABOVE, within: this.sides() }).map((box) => ({
      one: box.place,
      box,
      colour: colours[(box.place.label - 1) % colours.length],
    }));
  }

  labelled(order, shown, emphasis) {
    const { actors } = this.network;
    const found = [];
    for (let at = order.length - 1; at >= 0 && found.length < 1500; at -= 1) {
      const place = order[at];
      if (place === emphasis.chosen || (emphasis.dims && !emphasis.isStrong(place))) continue;
      found.push({
        place,
        x: this.left + actors.x[place] * this.scale,
        y: this.top + actors.y[place] * this.scale,
        width: this.widthOf(place) * this.ratio + 4 * this.ratio,
        radius: radiusOf(shown.degree[place], this.camera.k) * this.ratio,
      });
    }
    return found;
  }

  // How wide a label is, in CSS pixels.
  widthOf(place) {
    const text = this.network.labels[place];
    if (!this.widths.has(text)) this.widths.set(text, this.context.measureText(text).width / this.ratio);
    return this.widths.get(text);
  }
}

export function shapeOf(roles) {
  if (roles & 1) return "disc";
  return roles & 2 ? "square" : "triangle";
}

// The labels of all, made once: names as they fit, mentors by their role and id.
export function labelsOf(network, mentorWords) {
  return network.actors.names.map((name, place) =>
    shortened(name || mentorWords.replace("{id}", network.actors.ids[place])),
  );
}
