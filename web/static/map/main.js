// The map of the network: loads it, and joins what is asked with what is drawn.

import { decode } from "./decode.js";
import { Details } from "./details.js";
import { shownOf, yearsUntil } from "./filter.js";
import { neighboursOf, Walker } from "./keyboard.js";
import { Listing } from "./listing.js";
import { Player } from "./player.js";
import { savePng, saveSvg } from "./saving.js";
import { communitiesOf } from "./communities.js";
import { labelsOf } from "./scene.js";
import { Search } from "./search.js";
import { isNarrowed, NARROWING, searchOf, searchOfList, stateOf } from "./state.js";
import { readTheme, whenThemeChanges } from "./theme.js";
import { View } from "./view.js";
import { Wording } from "./wording.js";

const byId = (id) => document.getElementById(id);
const map = byId("map");
const canvas = byId("map-canvas");
const words = JSON.parse(map.dataset.words);
const nColours = Number(map.dataset.colours);

class NetworkMap {
  constructor(network) {
    this.network = network;
    network.labels = labelsOf(network, words.mentor);
    network.communities = communitiesOf(network, JSON.parse(map.dataset.communities));
    network.years = yearsUntil(network.years, map.dataset.until);
    this.years = network.years.map((one) => one.year);
    this.state = stateOf(location.search, this.years);
    this.wording = new Wording(words, network);
    this.view = new View(canvas, network, readTheme(map, nColours));
    this.walker = new Walker(network);
    this.listing = new Listing(byId("map-list"));
    this.details = new Details(byId("map-details"), map, network, this.wording, {
      pick: (place) => this.choose(place, { bring: true }),
      close: () => {
        this.choose(-1);
        canvas.focus();
      },
    });
    this.search = new Search(byId("q"), byId("map-found"), network, this.wording, {
      pick: (place) => this.choose(place, { bring: true, zoom: 3 }),
      narrow: (text) => this.change({ q: text }),
    });
    this.player = new Player(this.years.length, (year) => this.goToYear(year), () => this.showPlaying());
    this.listen();
    this.show();
    this.showDetails();
    if (this.state.view) this.lookAgain(this.state.view);
  }

  get chosen() {
    return this.network.placeOf.get(this.state.selected) ?? -1;
  }

  // Work out what the state shows, draw it, and say it.
  show() {
    this.shown = shownOf(this.network, this.state);
    this.search.use(this.shown);
    this.view.show(this.shown, this.emphasis());
    this.showMessage();
    byId("map-status").textContent = this.counts();
    byId("map-clear").hidden = !isNarrowed(this.state);
    byId("map-years").value = this.years.indexOf(this.state.year);
    byId("map-years").setAttribute("aria-valuetext", this.state.year);
    byId("map-year").textContent = this.state.year;
    byId("year").value = this.state.year;
  }

  counts() {
    const { nActors, nPairs, nAlone, found } = this.shown;
    const text = this.wording.say("counts", { year: this.when(), n: nActors, pairs: nPairs, alone: nAlone });
    return found ? `${text} ${this.wording.say("countsFound", { found: found.reduce((sum, one) => sum + one, 0) })}` : text;
  }

  // The year that is shown, or the day on which the last one is cut.
  when() {
    const { state, years } = this;
    return state.as_of && state.year === years[years.length - 1] ? this.wording.day(this.shown.day) : state.year;
  }

  showMessage() {
    const { nActors, found } = this.shown;
    const message = byId("map-message");
    const isLost = found && !found.includes(1);
    message.hidden = nActors > 0 && !isLost;
    message.textContent = nActors ? (isLost ? this.wording.say("noneFound") : "") : this.wording.say("nothing", { year: this.state.year });
  }

  // Who stands out: the one chosen with its contacts, else those whose name is looked for.
  emphasis() {
    const { chosen } = this;
    if (chosen >= 0 && this.shown.actorOn[chosen]) {
      const strong = new Set([chosen, ...neighboursOf(this.network, this.shown, chosen)]);
      return { dims: true, chosen, isStrong: (place) => strong.has(place) };
    }
    const { found } = this.shown;
    return { dims: Boolean(found), chosen: -1, isStrong: (place) => Boolean(found && found[place]) };
  }

  change(changes) {
    Object.assign(this.state, changes);
    this.show();
    this.showDetails();
    this.remember();
    if (!this.player.isPlaying) this.listing.follow(searchOfList(this.state, this.years));
  }

  goToYear(position) {
    performance.mark("map:year-asked");
    this.change({ year: this.years[position] });
    performance.measure("map:year", "map:year-asked");
    this.say(this.counts());
  }

  choose(place, { bring = false, zoom = null } = {}) {
    this.state.selected = place < 0 ? "" : this.network.actors.ids[place];
    this.view.focused = place;
    if (bring && place >= 0) this.view.bringIntoSight(place, zoom && Math.max(zoom, this.view.transform.k));
    this.view.show(this.shown, this.emphasis());
    this.showDetails();
    this.remember();
    this.say(place < 0 ? this.wording.say("cleared") : this.wording.say("picked", { name: this.wording.name(place), n: this.shown.degree[place] }));
  }

  showDetails() {
    const { width } = canvas.getBoundingClientRect();
    const isHere = this.chosen >= 0 && this.shown.actorOn[this.chosen];
    this.details.show(isHere ? this.chosen : -1, this.shown);
    if (canvas.getBoundingClientRect().width !== width) this.resize();
  }

  // The address says what is shown; browsers refuse to change it too often.
  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      this.state.view = this.view.address;
      history.replaceState(null, "", `${location.pathname}${searchOf(this.state, this.years)}`);
      for (const field of document.querySelectorAll(".languages [name=page]")) field.value = location.pathname + location.search;
    }, 200);
  }

  say(text) {
    byId("map-said").textContent = text;
  }

  // What was in the middle stays there.
  resize() {
    const { address } = this.view;
    this.view.measure();
    if (address) this.lookAgain(address);
    else this.view.redraw();
  }

  lookAgain(address) {
    this.view.look(address);
    this.view.redraw();
  }

  showPlaying() {
    const button = byId("map-play");
    const { isPlaying } = this.player;
    button.setAttribute("aria-pressed", String(isPlaying));
    button.setAttribute("aria-label", this.wording.say(isPlaying ? "pause" : "play"));
    button.title = button.getAttribute("aria-label");
    if (!isPlaying) this.listing.follow(searchOfList(this.state, this.years));
  }

  listen() {
    this.listenToForm();
    this.listenToPointer();
    this.listenToKeys();
    this.listenToTools();
    this.view.moved = () => this.remember();
    new ResizeObserver(() => {
      const box = canvas.getBoundingClientRect();
      if (Math.abs(box.width - this.view.frame.width) > 0.5 || Math.abs(box.height - this.view.frame.height) > 0.5) this.resize();
    }).observe(canvas);
    whenThemeChanges(() => {
      this.view.theme = readTheme(map, nColours);
      this.view.redraw();
    });
  }

  listenToForm() {
    byId("map-form").addEventListener("submit", (event) => event.preventDefault());
    for (const name of [...NARROWING, "year"]) {
      byId(name).addEventListener("change", (event) => this.change({ [name]: event.target.value }));
    }
    // Another last day means other years: the page is asked for anew.
    byId("as_of").addEventListener("change", (event) => {
      if (event.target.value && !event.target.validity.valid) return;
      const state = { ...this.state, year: "", view: this.view.address, as_of: event.target.value };
      location.assign(`${location.pathname}${searchOf(state, this.years)}`);
    });
    byId("map-clear").addEventListener("click", (event) => {
      event.preventDefault();
      for (const name of [...NARROWING, "q"]) byId(name).value = "";
      this.change(Object.fromEntries([...NARROWING, "q"].map((name) => [name, ""])));
    });
    byId("map-list").addEventListener("click", (event) => {
      const place = this.network.placeOf.get(event.target.closest("[data-actor]")?.dataset.actor);
      if (place === undefined) return;
      event.preventDefault();
      this.choose(place, { bring: true, zoom: 2 });
      map.scrollIntoView();
      canvas.focus({ preventScroll: true });
    });
  }

  listenToPointer() {
    const pointOf = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    canvas.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && !event.buttons) this.view.hover(this.view.at(pointOf(event)));
    });
    canvas.addEventListener("pointerleave", () => this.view.hover(-1));
    canvas.addEventListener("click", (event) => {
      const place = this.view.at(pointOf(event));
      if (place !== this.chosen) this.choose(place);
    });
  }

  listenToKeys() {
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.key(event.key)) return;
      event.preventDefault();
    });
    canvas.addEventListener("blur", () => this.view.requestPaint());
  }

  // Whether the key means something here; then it is done.
  key(key) {
    const next = this.walker.next(key, this.shown, this.view.focused, this.chosen);
    if (next !== null) {
      if (next >= 0) this.focusOn(next);
    } else if ((key === "Enter" || key === " ") && this.view.focused >= 0) {
      this.choose(this.view.focused);
    } else if (key === "Escape") {
      this.choose(-1);
    } else if (key === "+" || key === "=") {
      this.view.zoomBy(1.5);
    } else if (key === "-" || key === "_") {
      this.view.zoomBy(1 / 1.5);
    } else if (key === "0") {
      this.view.showWhole();
    } else {
      return false;
    }
    return true;
  }

  focusOn(place) {
    this.view.focused = place;
    this.view.bringIntoSight(place);
    this.view.requestPaint();
    this.say(this.wording.say("focus", { name: this.wording.name(place), role: this.wording.role(place), n: this.shown.degree[place] }));
  }

  listenToTools() {
    const tools = { in: () => this.view.zoomBy(1.5), out: () => this.view.zoomBy(1 / 1.5), whole: () => this.view.showWhole() };
    for (const button of map.querySelectorAll("[data-tool]")) button.addEventListener("click", tools[button.dataset.tool]);
    byId("map-play").addEventListener("click", () => {
      if (this.player.isPlaying) this.player.stop();
      else this.player.start(this.years.indexOf(this.state.year));
      this.showPlaying();
    });
    byId("map-years").addEventListener("input", (event) => {
      if (this.player.isPlaying) this.player.stop();
      this.goToYear(Number(event.target.value));
    });
    const name = () => `${location.pathname.slice(1)}-${this.state.year}`;
    byId("map-png").addEventListener("click", () => savePng(canvas, `${name()}.png`));
    byId("map-svg").addEventListener("click", () => saveSvg(this.view, `${this.wording.say("title")} – ${this.counts()}`, `${name()}.svg`));
    byId("map-share").addEventListener("click", () => this.share());
  }

  async share() {
    this.state.view = this.view.address;
    history.replaceState(null, "", `${location.pathname}${searchOf(this.state, this.years)}`);
    try {
      await navigator.clipboard.writeText(location.href);
      this.tell(this.wording.say("copied"));
    } catch {
      this.tell(this.wording.say("copyByHand"));
    }
  }

  tell(text) {
    this.say(text);
    byId("map-status").textContent = text;
    setTimeout(() => (byId("map-status").textContent = this.counts()), 4000);
  }
}

async function start() {
  byId("map-frame").hidden = false;
  byId("map-actions").hidden = false;
  byId("map-help").hidden = false;
  document.querySelector(".map-page").classList.add("drawn");
  // On a phone the map comes first; filters that narrow it stay in sight.
  const { year, view, selected, ...narrowing } = Object.fromEntries(new URLSearchParams(location.search));
  if (matchMedia("(max-width: 60rem)").matches && !Object.values(narrowing).some(Boolean)) byId("map-more").open = false;
  try {
    const response = await fetch(map.dataset.source);
    if (!response.ok) throw new Error(`${response.status}`);
    const answer = await response.json();
    performance.mark("map:received");
    const drawn = new NetworkMap(decode(answer));
    performance.measure("map:first", "map:received");
    map.networkMap = drawn; // for whoever looks at the page with tools
    map.dataset.ready = "true";
  } catch (error) {
    byId("map-message").hidden = false;
    byId("map-message").textContent = words.failed;
    throw error;
  }
}

start();
