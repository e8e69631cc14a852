// Words of the page, which it brought along, with what stands in braces filled in.

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export class Wording {
  constructor(words, network) {
    this.words = words;
    this.network = network;
    this.numbers = new Intl.NumberFormat(words.language);
    this.days = new Intl.DateTimeFormat(words.language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    this.first = network.firstDay ? Date.parse(`${network.firstDay}T00:00:00Z`) : 0;
  }

  say(name, values = {}) {
    const shown = Object.entries(values).map(([key, value]) => [key, typeof value === "number" ? this.numbers.format(value) : value]);
    return filled(this.words[name], Object.fromEntries(shown));
  }

  name(place) {
    const { names, ids } = this.network.actors;
    return names[place] || filled(this.words.mentor, { id: ids[place] });
  }

  role(place) {
    const bits = this.network.actors.roles[place];
    const roles = this.network.roles.filter((_, bit) => bits & (1 << bit));
    return roles.map((role) => this.words.roles[role]).join(", ");
  }

  day(number) {
    return this.days.format(new Date(this.first + number * 86400000));
  }

  kind(number) {
    return this.words.kinds[this.network.contacts.kinds[number]];
  }
}
