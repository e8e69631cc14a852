// Finding somebody by name while typing.

import { foundIn } from "./filter.js";
import { element } from "./details.js";

const MOST = 8;

export class Search {
  constructor(field, list, network, wording, { pick, narrow }) {
    Object.assign(this, { field, list, network, wording, pick });
    field.addEventListener("input", () => {
      narrow(field.value.trim());
      this.offer();
    });
    field.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("focus", () => this.offer());
    document.addEventListener("pointerdown", (event) => {
      if (!list.contains(event.target) && event.target !== field) this.close();
    });
  }

  use(shown) {
    this.shown = shown;
  }

  places() {
    const found = foundIn(this.network, this.field.value, this.shown.actorOn);
    if (!found) return [];
    const places = [];
    for (let place = 0; place < found.length; place += 1) if (found[place]) places.push(place);
    return places.sort((a, b) => this.shown.degree[b] - this.shown.degree[a] || a - b).slice(0, MOST);
  }

  offer() {
    const places = this.places();
    const lines = places.map((place) => {
      const button = element("button", { type: "button" }, this.wording.name(place), element("span", { class: "place" }, this.wording.role(place)));
      button.addEventListener("click", () => this.choose(place));
      return element("li", {}, button);
    });
    this.list.replaceChildren(...lines);
    this.list.hidden = !lines.length;
  }

  close() {
    this.list.hidden = true;
  }

  choose(place) {
    this.close();
    this.pick(place);
  }

  key(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.close();
      this.field.focus();
      this.close();
    } else if (event.key === "ArrowDown" && !this.list.hidden) {
      buttons[Math.min(at + 1, buttons.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? buttons[at - 1] : this.field).focus();
    } else if (event.key === "Enter" && document.activeElement === this.field) {
      const [first] = this.places();
      if (first !== undefined) this.choose(first);
    } else {
      return;
    }
    event.preventDefault();
  }
}
