// From places on the map, in steps, to points of the canvas, in CSS pixels.

const MARGIN = 26;
const BAR = 58; // of the years, at the bottom

// The camera that shows everything, before anybody zooms.
export function wholeCamera(bounds, width, height) {
  const across = Math.max(bounds.right - bounds.left, 1);
  const down = Math.max(bounds.bottom - bounds.top, 1);
  const k = Math.min((width - 2 * MARGIN) / across, (height - 2 * MARGIN - BAR) / down, 60);
  return {
    k: Math.max(k, 0.05),
    x: width / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: (height - BAR) / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
}

// d3's transform on top of the camera that shows everything.
export function zoomed(whole, transform) {
  return { k: whole.k * transform.k, x: transform.x + transform.k * whole.x, y: transform.y + transform.k * whole.y };
}

export function boundsOf(x, y) {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let place = 0; place < x.length; place += 1) {
    bounds.left = Math.min(bounds.left, x[place]);
    bounds.right = Math.max(bounds.right, x[place]);
    bounds.top = Math.min(bounds.top, y[place]);
    bounds.bottom = Math.max(bounds.bottom, y[place]);
  }
  return x.length ? bounds : { left: 0, top: 0, right: 1, bottom: 1 };
}

// Where one looks, as the address has it: the middle in steps, and the zoom over the whole.
export function viewOf(whole, transform, width, height) {
  const camera = zoomed(whole, transform);
  const middle = [(width / 2 - camera.x) / camera.k, (height / 2 - camera.y) / camera.k];
  const isWhole = Math.abs(transform.k - 1) < 1e-3 && Math.hypot(transform.x, transform.y) < 1;
  return isWhole ? "" : [...middle.map((value) => value.toFixed(1)), transform.k.toFixed(2)].join(",");
}

// The transform (k, x, y) that puts a place, in steps, into the middle.
export function centred(whole, place, zoom, width, height) {
  return {
    k: zoom,
    x: width / 2 - zoom * (whole.k * place.x + whole.x),
    y: height / 2 - zoom * (whole.k * place.y + whole.y),
  };
}

// How large an actor with so many contacts is drawn, in CSS pixels.
export function radiusOf(degree, k) {
  return Math.min(Math.max(k * (0.16 + 0.07 * Math.sqrt(degree)), 1.5), 13);
}
