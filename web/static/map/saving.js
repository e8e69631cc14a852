// Saving what is seen as PNG or SVG.

import { radiusOf } from "./camera.js";
import { shapeOf } from "./scene.js";

export function savePng(canvas, name) {
  canvas.toBlob((blob) => save(blob, name), "image/png");
}

export function saveSvg(view, title, name) {
  save(new Blob([svgOf(view, title)], { type: "image/svg+xml" }), name);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
}

// What is seen, as SVG: lines, signs and labels, in the colours of the moment.
export function svgOf(view, title) {
  const { width, height } = view.frame;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${view.theme.text.paper}"/>`,
    linesOf(view),
    ...signsOf(view),
    ...labelsOf(view),
    "</svg>",
  ];
  return parts.join("");
}

function linesOf(view) {
  const { one, other, m } = view.network.contacts;
  const path = [];
  for (let link = 0; link < m; link += 1) {
    if (!view.shown.linkOn[link]) continue;
    const [a, b] = [view.pointOf(one[link]), view.pointOf(other[link])];
    if (isSeen(view, a, 0) || isSeen(view, b, 0)) path.push(`M${at(a)}L${at(b)}`);
  }
  const thickness = path.length < 3000 ? 1 : 0.5;
  return `<path d="${path.join("")}" fill="none" stroke="${view.theme.text.link}" stroke-opacity=".3" stroke-width="${thickness}"/>`;
}

function signsOf(view) {
  const { network, shown, theme, camera, emphasis } = view;
  const { communities, quiet } = theme.text;
  const parts = [];
  for (let place = 0; place < network.n; place += 1) {
    const point = view.pointOf(place);
    const radius = radiusOf(shown.degree[place], camera.k);
    if (!shown.actorOn[place] || !isSeen(view, point, radius)) continue;
    const community = network.actors.community[place];
    const colour = community ? communities[(community - 1) % communities.length] : quiet;
    const faint = emphasis.dims && !emphasis.isStrong(place) ? ' fill-opacity=".25"' : "";
    parts.push(`<path d="${outline(shapeOf(network.actors.roles[place]), point, radius)}" fill="${colour}"${faint}/>`);
  }
  return parts;
}

function outline(shape, { x, y }, r) {
  const n = (value) => value.toFixed(1);
  if (shape === "square") return `M${n(x - 0.9 * r)} ${n(y - 0.9 * r)}h${n(1.8 * r)}v${n(1.8 * r)}h${n(-1.8 * r)}z`;
  if (shape === "triangle") return `M${n(x)} ${n(y - 1.25 * r)}l${n(1.15 * r)} ${n(2.1 * r)}h${n(-2.3 * r)}z`;
  return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
}

function labelsOf(view) {
  const { front, frame, theme } = view;
  const grown = view.camera.k / front.camera.k;
  return front.boxes.map((box) => {
    const x = view.camera.x + ((box.x + 2) / front.ratio - front.margin.x - front.camera.x) * grown;
    const y = view.camera.y + ((box.y + 0.72 * box.height) / front.ratio - front.margin.y - front.camera.y) * grown;
    if (x < -200 || y < -20 || x > frame.width || y > frame.height + 20) return "";
    const text = escaped(view.network.labels[box.place]);
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="sans-serif" font-size="12" fill="${theme.text.ink}" stroke="${theme.text.paper}" stroke-width="3" paint-order="stroke">${text}</text>`;
  });
}

function isSeen(view, { x, y }, radius) {
  return x > -radius && y > -radius && x < view.frame.width + radius && y < view.frame.height + radius;
}

function at({ x, y }) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
