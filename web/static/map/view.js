// The canvas: moving and zooming it, and showing the scene where it belongs.

import { boundsOf, centred, radiusOf, viewOf, wholeCamera, zoomed } from "./camera.js";
import { Grid } from "./grid.js";
import { Scene } from "./scene.js";
import { wantsLessMotion } from "./theme.js";

const { select, zoom, zoomIdentity } = window.d3;
const SLICE = 7; // milliseconds of drawing in one frame while the map moves
const SETTLED = 140; // milliseconds after the last movement
const REACH = 8; // CSS pixels around a sign that count as it

export class View {
  constructor(canvas, network, theme) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.network = network;
    this.theme = theme;
    this.bounds = boundsOf(network.actors.x, network.actors.y);
    this.grid = new Grid(network.actors.x, network.actors.y, this.bounds);
    this.front = new Scene(network);
    this.back = new Scene(network);
    this.emphasis = { dims: false, chosen: -1, isStrong: () => false };
    this.hovered = -1;
    this.focused = -1;
    this.moved = () => {};
    this.zoom = zoom()
      .scaleExtent([0.5, 60])
      .clickDistance(5)
      .filter((event) => !event.button && (!event.ctrlKey || event.type === "wheel"))
      .on("zoom", (event) => this.move(event.transform));
    this.transform = zoomIdentity;
    this.measure();
    select(canvas).call(this.zoom).on("dblclick.zoom", null);
  }

  // How large the canvas is now.
  measure() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    this.frame = { width: Math.max(box.width, 1), height: Math.max(box.height, 1), ratio };
    this.canvas.width = Math.round(this.frame.width * ratio);
    this.canvas.height = Math.round(this.frame.height * ratio);
    this.whole = wholeCamera(this.bounds, this.frame.width, this.frame.height);
    this.zoom.extent([[0, 0], [this.frame.width, this.frame.height]]);
    this.keepInSight();
  }

  keepInSight() {
    const { k, x, y } = this.whole;
    const { left, top, right, bottom } = this.bounds;
    const slack = { x: this.frame.width * 0.6, y: this.frame.height * 0.6 };
    this.zoom.translateExtent([
      [Math.min(0, k * left + x) - slack.x, Math.min(0, k * top + y) - slack.y],
      [Math.max(this.frame.width, k * right + x) + slack.x, Math.max(this.frame.height, k * bottom + y) + slack.y],
    ]);
  }

  get camera() {
    return zoomed(this.whole, this.transform);
  }

  get address() {
    return viewOf(this.whole, this.transform, this.frame.width, this.frame.height);
  }

  // Draw what is shown at once; lines that stay are not drawn anew where the camera is the same.
  show(shown, emphasis = this.emphasis) {
    this.shown = shown;
    this.emphasis = emphasis;
    this.pending = false;
    if (!this.isAt(this.front, this.camera)) this.front.begin(this.frame, this.camera, this.whole.k);
    this.front.advance(shown);
    this.front.finish(shown, this.theme, emphasis);
    this.paint();
  }

  // The same anew, whatever was drawn before.
  redraw() {
    this.front.camera = null;
    if (this.shown) this.show(this.shown);
  }

  isAt(scene, camera) {
    const at = scene.camera;
    return Boolean(at) && at.k === camera.k && at.x === camera.x && at.y === camera.y && scene.ratio === this.frame.ratio;
  }

  move(transform) {
    this.transform = transform;
    this.requestPaint();
    if (this.needsDrawing()) this.drawSlowly();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED);
    this.moved();
  }

  // Whether what is seen is about to leave the scene.
  needsDrawing() {
    if (!this.shown || !this.front.camera || this.pending) return false;
    const { k, x, y } = this.front.camera;
    const camera = this.camera;
    const { margin } = this.front;
    return camera.k === k && (Math.abs(camera.x - x) > margin.x * 0.35 || Math.abs(camera.y - y) > margin.y * 0.35);
  }

  drawSlowly() {
    this.pending = true;
    this.back.begin(this.frame, this.camera, this.whole.k);
    const go = () => {
      if (!this.pending) return;
      if (!this.back.advance(this.shown, SLICE)) {
        requestAnimationFrame(go);
        return;
      }
      this.pending = false;
      this.back.finish(this.shown, this.theme, this.emphasis);
      [this.front, this.back] = [this.back, this.front];
      this.paint();
      if (this.needsDrawing()) this.drawSlowly();
    };
    requestAnimationFrame(go);
  }

  settle() {
    if (this.pending) {
      this.settling = setTimeout(() => this.settle(), SETTLED);
      return;
    }
    if (this.shown && this.front.camera && this.front.camera.k !== this.camera.k) this.show(this.shown);
  }

  requestPaint() {
    this.painting ??= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.painting);
    this.painting = null;
    const { context, frame, front } = this;
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.fillStyle = this.theme.text.paper;
    context.fillRect(0, 0, frame.width, frame.height);
    if (front.camera) {
      const { k, x, y } = this.camera;
      const grown = k / front.camera.k;
      const left = x - (front.camera.x + front.margin.x) * grown;
      const top = y - (front.camera.y + front.margin.y) * grown;
      context.drawImage(front.canvas, left, top, (front.width / front.ratio) * grown, (front.height / front.ratio) * grown);
    }
    for (const [place, colour] of this.rings()) this.ring(place, colour);
  }

  rings() {
    const { text } = this.theme;
    return [
      [this.emphasis.chosen, text.chosen],
      [this.hovered, text.ink],
      [this.focused, text.focus],
    ].filter(([place]) => place >= 0 && this.shown && this.shown.actorOn[place]);
  }

  // A ring around somebody, with the name: who is pointed at, who has the focus, who is chosen.
  ring(place, colour) {
    const { context } = this;
    const { x, y } = this.pointOf(place);
    const radius = radiusOf(this.shown.degree[place], this.camera.k) + 4;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = place === this.focused ? 3 : 2;
    context.strokeStyle = colour;
    context.stroke();
    const name = this.network.labels[place];
    context.font = `600 13px ${this.theme.font}`;
    const width = context.measureText(name).width;
    const left = Math.min(Math.max(x - width / 2, 6), Math.max(this.frame.width - width - 6, 6));
    const top = y + radius + 22 > this.frame.height ? y - radius - 12 : y + radius + 12;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 5;
    context.strokeStyle = this.theme.text.paper;
    context.strokeText(name, left, top);
    context.fillStyle = this.theme.text.ink;
    context.fillText(name, left, top);
  }

  pointOf(place) {
    const { k, x, y } = this.camera;
    return { x: x + k * this.network.actors.x[place], y: y + k * this.network.actors.y[place] };
  }

  // Whoever is drawn at a point of the canvas; -1 for nobody.
  at(point) {
    if (!this.shown) return -1;
    const { k, x, y } = this.camera;
    const reach = (radiusOf(9, k) + REACH) / k;
    return this.grid.nearest((point.x - x) / k, (point.y - y) / k, reach, (place) => this.shown.actorOn[place]);
  }

  hover(place) {
    if (place === this.hovered) return;
    this.hovered = place;
    this.canvas.classList.toggle("over", place >= 0);
    this.requestPaint();
  }

  // Move so that somebody stands well within the picture; `zoom` none keeps the zoom.
  bringIntoSight(place, zoomTo = null) {
    const { x, y } = this.pointOf(place);
    const inset = Math.min(60, this.frame.width / 4);
    const isIn = x > inset && y > inset && x < this.frame.width - inset && y < this.frame.height - inset - 30;
    if (isIn && !zoomTo) return;
    const at = { x: this.network.actors.x[place], y: this.network.actors.y[place] };
    this.travel(centred(this.whole, at, zoomTo || this.transform.k, this.frame.width, this.frame.height));
  }

  look(address) {
    const [x, y, k] = address.split(",").map(Number);
    this.travel(centred(this.whole, { x, y }, k, this.frame.width, this.frame.height), true);
  }

  travel({ k, x, y }, atOnce = wantsLessMotion()) {
    const aim = zoomIdentity.translate(x, y).scale(k);
    const target = select(this.canvas);
    (atOnce ? target : target.transition().duration(350)).call(this.zoom.transform, aim);
  }

  zoomBy(factor) {
    const target = select(this.canvas);
    (wantsLessMotion() ? target : target.transition().duration(200)).call(this.zoom.scaleBy, factor);
  }

  showWhole() {
    const target = select(this.canvas);
    (wantsLessMotion() ? target : target.transition().duration(350)).call(this.zoom.transform, zoomIdentity);
  }
}
