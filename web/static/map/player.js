// Playing the years one after another.

import { wantsLessMotion } from "./theme.js";

export class Player {
  constructor(nYears, go, stopped) {
    this.nYears = nYears;
    this.go = go;
    this.stopped = stopped;
    this.timer = null;
  }

  get isPlaying() {
    return this.timer !== null;
  }

  start(from) {
    let year = from >= this.nYears - 1 ? 0 : from + 1;
    const next = () => {
      this.go(year);
      year += 1;
      if (year >= this.nYears) this.stop();
      else this.timer = setTimeout(next, wantsLessMotion() ? 2500 : 1100);
    };
    this.timer = setTimeout(next, 0);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.stopped();
  }
}
