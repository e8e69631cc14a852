// Who is chosen: its page, and with whom it is in contact, since when and how.

import { NEVER } from "./decode.js";
import { neighboursOf } from "./keyboard.js";

const MOST = 30;

export class Details {
  constructor(panel, map, network, wording, { pick, close }) {
    Object.assign(this, { panel, map, network, wording, pick, close });
  }

  show(place, shown) {
    this.panel.hidden = place < 0;
    this.map.classList.toggle("with-details", place >= 0);
    if (place < 0) return this.panel.replaceChildren();
    const neighbours = neighboursOf(this.network, shown, place);
    const lines = neighbours.slice(0, MOST).map((other) => this.line(place, other, shown));
    const more = neighbours.length > MOST ? [element("li", {}, this.wording.say("more", { n: neighbours.length - MOST }))] : [];
    this.panel.replaceChildren(
      this.head(place),
      element("p", { class: "quiet small" }, this.membership(place)),
      element("p", { class: "ways" }, link(this.addressOf(place), this.wording.say("page"))),
      element("h3", {}, `${this.wording.say("contacts")} (${neighbours.length})`),
      neighbours.length ? element("ul", {}, ...lines, ...more) : element("p", { class: "quiet" }, this.wording.say("noContacts")),
    );
  }

  head(place) {
    const shut = element("button", { type: "button", class: "shut", "aria-label": this.wording.say("close") }, "×");
    shut.addEventListener("click", this.close);
    const title = element("div", {}, element("span", { class: "chip role" }, this.wording.role(place)), element("h2", {}, this.wording.name(place)));
    return element("div", { class: "head" }, title, shut);
  }

  membership(place) {
    const { joined, left } = this.network.actors;
    const since = this.wording.day(joined[place]);
    if (left[place] === NEVER) return this.wording.say("member", { day: since });
    return this.wording.say("memberUntil", { first: since, last: this.wording.day(left[place] - 1) });
  }

  line(place, other, shown) {
    const pick = element("button", { type: "button", class: "pick" }, this.wording.name(other));
    pick.addEventListener("click", () => this.pick(other));
    const why = this.whyAddress(place, other);
    return element(
      "li",
      {},
      pick,
      ...this.spells(place, other, shown).map((text) => element("p", { class: "spell" }, text)),
      element("p", { class: "ways" }, link(this.addressOf(other), this.wording.say("page")), ...(why ? [link(why, this.wording.say("why"))] : [])),
    );
  }

  // What makes the two be in contact on the day shown, in words.
  spells(place, other, shown) {
    const { at, of, one, other: ends, first, stop, kind } = this.network.contacts;
    const texts = [];
    for (let position = at[place]; position < at[place + 1]; position += 1) {
      const link = of[position];
      const far = one[link] === place ? ends[link] : one[link];
      if (far !== other || first[link] > shown.day || stop[link] <= shown.day) continue;
      const since = this.wording.day(first[link]);
      const when =
        stop[link] === NEVER
          ? this.wording.say("since", { day: since })
          : this.wording.say("between", { first: since, last: this.wording.day(stop[link] - 1) });
      texts.push(`${this.wording.kind(kind[link])}, ${when}`);
    }
    return texts;
  }

  addressOf(place) {
    return this.map.dataset.actors.replace("ID", encodeURIComponent(this.network.actors.ids[place]));
  }

  // Where it says why the two fit: asked from an organisation's side; empty where neither is one.
  whyAddress(place, other) {
    const { roles, ids } = this.network.actors;
    const [seeker, provider] = roles[place] & 1 ? [place, other] : [other, place];
    if (!(roles[seeker] & 1)) return "";
    const kind = roles[provider] & 1 ? "peer" : roles[provider] & 2 ? "partner" : "mentor";
    const address = this.map.dataset.why.replace("ID", encodeURIComponent(ids[seeker]));
    return `${address.replace("OTHER", encodeURIComponent(ids[provider]))}?kind=${kind}`;
  }
}

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function link(address, text) {
  return element("a", { href: address }, text);
}
