// The list below the map, fetched again for another state: the same page, of which the list is taken.

const AFTER = 450; // milliseconds without another change

export class Listing {
  constructor(section) {
    this.section = section;
    this.timer = null;
    this.latest = null;
  }

  follow(search) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(search), AFTER);
  }

  async fetch(search) {
    this.latest?.abort();
    this.latest = new AbortController();
    try {
      const response = await fetch(`${location.pathname}${search}`, { signal: this.latest.signal });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const list = page.getElementById(this.section.id);
      if (list) this.section.replaceChildren(...list.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
}
