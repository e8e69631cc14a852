// cytoscape with its canvas renderer: the same places, colours, labels and years.

window.bench = {
  async prepare(network) {
    this.network = network;
  },

  async first() {
    const { network } = this;
    const began = performance.now();
    const nodes = network.nodes.map((node, place) => ({
      data: { id: `n${place}`, label: node.name, size: node.size, colour: node.colour },
      position: { x: node.x * 12, y: node.y * 12 },
    }));
    const links = network.links.map(([one, other], place) => ({ data: { id: `l${place}`, source: `n${one}`, target: `n${other}` } }));
    this.cy = window.cytoscape({
      container: document.getElementById("box"),
      elements: { nodes, edges: links },
      layout: { name: "preset" },
      textureOnViewport: true,
      hideEdgesOnViewport: false,
      style: [
        { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": "data(colour)", label: "data(label)", "min-zoomed-font-size": 9, "font-size": 10 } },
        { selector: "edge", style: { width: 0.5, "line-color": "#4b5a52", opacity: 0.25, "curve-style": "haystack" } },
        { selector: ".off", style: { display: "none" } },
      ],
    });
    this.cy.fit();
    await new Promise((done) => this.cy.one("render", done));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return { milliseconds: performance.now() - began, labels: -1 };
  },

  pan(dx, dy) {
    this.cy.panBy({ x: dx, y: dy });
  },

  years() {
    return this.network.years.length;
  },

  async year(position) {
    const day = this.network.years[position];
    this.cy.batch(() => {
      this.cy.nodes().forEach((node, place) => node.toggleClass("off", this.network.nodes[place].joined > day));
      this.cy.edges().forEach((link, place) => link.toggleClass("off", this.network.links[place][2] > day));
    });
    await new Promise((done) => this.cy.one("render", done));
  },
};
