// Our own modules on the page /mapa, driven from outside.

window.bench = {
  async prepare() {
    const map = document.getElementById("map");
    while (!map.dataset.ready) await new Promise((done) => setTimeout(done, 20));
    this.map = map.networkMap;
    this.answer = await (await fetch(map.dataset.source)).text();
    const main = document.querySelector("script[type=module]").src;
    const names = ["decode", "scene", "communities", "filter", "view", "theme"];
    const loaded = await Promise.all(names.map((name) => import(main.replace("main.js", `${name}.js`))));
    this.modules = Object.assign({}, ...loaded);
  },

  // What the page does once its answer has come: read it, draw it, labels and all, into a canvas of the same size.
  async first() {
    const { modules } = this;
    const began = performance.now();
    const network = modules.decode(JSON.parse(this.answer));
    network.labels = modules.labelsOf(network, "{id}");
    network.communities = modules.communitiesOf(network, {});
    const canvas = document.getElementById("map-canvas").cloneNode();
    document.getElementById("map-frame").append(canvas);
    const view = new modules.View(canvas, network, this.map.view.theme);
    view.show(modules.shownOf(network, this.map.state));
    view.context.getImageData(0, 0, 1, 1);
    const milliseconds = performance.now() - began;
    canvas.remove();
    return { milliseconds, labels: view.front.boxes.length };
  },

  pan(dx, dy) {
    const { view } = this.map;
    window.d3.select(view.canvas).call(view.zoom.translateBy, dx, dy);
    view.at({ x: view.frame.width / 2, y: view.frame.height / 2 });
  },

  years() {
    return this.map.years.length;
  },

  year(position) {
    this.map.listing.follow = () => {}; // the list is fetched, not drawn
    this.map.change({ year: this.map.years[position] });
    this.map.view.context.getImageData(0, 0, 1, 1);
  },
};
