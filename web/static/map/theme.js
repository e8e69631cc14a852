// Colours from the style sheet's custom properties, anew whenever light turns to dark.

export function readTheme(element, nColours) {
  const style = getComputedStyle(element);
  const probe = document.createElement("canvas").getContext("2d");
  const read = (name) => {
    probe.fillStyle = style.getPropertyValue(name).trim();
    return probe.fillStyle; // as #rrggbb, whatever the sheet has
  };
  const text = {
    paper: read("--map-paper"),
    ink: read("--map-ink"),
    link: read("--map-link"),
    quiet: read("--map-quiet"),
    focus: read("--map-focus"),
    chosen: read("--map-chosen"),
    communities: Array.from({ length: nColours }, (_, number) => read(`--map-${number + 1}`)),
  };
  const packed = Object.fromEntries(
    Object.entries(text).map(([name, value]) => [name, Array.isArray(value) ? value.map(pixelOf) : pixelOf(value)]),
  );
  return { text, packed, font: getComputedStyle(document.body).fontFamily };
}

// #rrggbb as the number that an opaque pixel of that colour is.
export function pixelOf(colour) {
  const number = parseInt(colour.slice(1), 16);
  return (0xff000000 | ((number & 255) << 16) | (number & 0xff00) | (number >> 16)) >>> 0;
}

export function whenThemeChanges(react) {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", react);
  }
}

export function wantsLessMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
