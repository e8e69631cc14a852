// Which labels fit without covering each other: first come, first served.

export const LONGEST = 30;

export function shortened(name) {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1).trimEnd()}…`;
}

// Boxes taken so far, by the cells of a grid that they touch.
export class Taken {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }

  keys(box) {
    const keys = [];
    for (let column = Math.floor(box.x / this.cell); column <= Math.floor((box.x + box.width) / this.cell); column += 1) {
      for (let row = Math.floor(box.y / this.cell); row <= Math.floor((box.y + box.height) / this.cell); row += 1) {
        keys.push(column * 65536 + row);
      }
    }
    return keys;
  }

  isFree(box) {
    return this.keys(box).every((key) => (this.cells.get(key) || []).every((other) => !overlap(box, other)));
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

export function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

// Corners of a label at a point: below its sign, else above, to the right or to the left; or above, else below.
export const AROUND = (x, y, width, height, gap) => [
  [x - width / 2, y + gap],
  [x - width / 2, y - gap - height],
  [x + gap, y - height / 2],
  [x - gap - width, y - height / 2],
];
export const ABOVE = (x, y, width, height, gap) => [
  [x - width / 2, y - gap - height],
  [x - width / 2, y - gap - 2 * height],
  [x - width / 2, y + gap],
];

// Boxes for the labels of `candidates` ({place, x, y, width, radius}, the most important first), at most `most`,
// none over another or over those `taken`; a label that fits nowhere is left out. Those `within` stretch to both
// sides only so far, if it is given.
export function labelBoxes(candidates, height, most, { taken = [], corners = AROUND, within = null } = {}) {
  const grid = new Taken(4 * height);
  for (const box of taken) grid.take(box);
  const boxes = [];
  for (const { place, x, y, width, radius } of candidates) {
    if (boxes.length >= most) break;
    const inside = (left) => (within ? Math.max(Math.min(left, within.right - width), within.left) : left);
    const possible = corners(x, y, width, height, radius + 2).map(([left, top]) => ({
      place,
      x: inside(left),
      y: top,
      width,
      height,
    }));
    const box = possible.find((one) => grid.isFree(one));
    if (box) {
      grid.take(box);
      boxes.push(box);
    }
  }
  return boxes;
}
