// Who is near a point: a grid over the map, made once.

import { startsOf } from "./decode.js";

const CELL = 2; // steps

export class Grid {
  constructor(x, y, bounds) {
    this.x = x;
    this.y = y;
    this.left = bounds.left;
    this.top = bounds.top;
    this.columns = Math.max(1, Math.floor((bounds.right - bounds.left) / CELL) + 1);
    this.rows = Math.max(1, Math.floor((bounds.bottom - bounds.top) / CELL) + 1);
    const cells = Int32Array.from(x, (_, place) => this.cell(x[place], y[place]));
    const counts = new Int32Array(this.columns * this.rows);
    for (const cell of cells) counts[cell] += 1;
    this.starts = startsOf(counts);
    const next = this.starts.slice();
    this.places = new Int32Array(x.length);
    for (let place = 0; place < x.length; place += 1) this.places[next[cells[place]]++] = place;
  }

  column(x) {
    return Math.min(Math.max(Math.floor((x - this.left) / CELL), 0), this.columns - 1);
  }

  row(y) {
    return Math.min(Math.max(Math.floor((y - this.top) / CELL), 0), this.rows - 1);
  }

  cell(x, y) {
    return this.row(y) * this.columns + this.column(x);
  }

  // The nearest of those that `isOn`, not farther than `reach` steps; -1 for none.
  nearest(x, y, reach, isOn) {
    let best = -1;
    let least = reach * reach;
    for (let row = this.row(y - reach); row <= this.row(y + reach); row += 1) {
      for (let column = this.column(x - reach); column <= this.column(x + reach); column += 1) {
        const cell = row * this.columns + column;
        for (let at = this.starts[cell]; at < this.starts[cell + 1]; at += 1) {
          const place = this.places[at];
          const distance = (this.x[place] - x) ** 2 + (this.y[place] - y) ** 2;
          if (distance <= least && isOn(place)) [best, least] = [place, distance];
        }
      }
    }
    return best;
  }
}
