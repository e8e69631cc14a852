// sigma 3 with graphology: the same places, colours, labels and years.

window.bench = {
  async prepare(network) {
    this.network = network;
  },

  async first() {
    const { network } = this;
    const box = document.getElementById("box");
    const began = performance.now();
    const graph = new window.graphology.MultiGraph();
    for (const [place, node] of network.nodes.entries()) {
      graph.addNode(place, { x: node.x, y: -node.y, label: node.name, size: node.size, color: node.colour });
    }
    for (const [place, [one, other]] of network.links.entries()) {
      graph.addEdgeWithKey(place, one, other, { color: "#4b5a5240", size: 0.5 });
    }
    this.graph = graph;
    // It draws within its constructor, so its event of having drawn is over by the time one could listen to it.
    this.sigma = new window.Sigma(graph, box, { labelRenderedSizeThreshold: 2 });
    this.finish();
    await twoFrames();
    return { milliseconds: performance.now() - began, labels: this.sigma.getNodeDisplayedLabels().size };
  },

  pan(dx, dy) {
    const camera = this.sigma.getCamera();
    const state = camera.getState();
    camera.setState({ x: state.x - dx / 1200, y: state.y + dy / 700 });
    const box = this.sigma.getContainer().getBoundingClientRect();
    const touch = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
    box && this.sigma.getContainer().querySelector(".sigma-mouse").dispatchEvent(new MouseEvent("mousemove", touch));
  },

  years() {
    return this.network.years.length;
  },

  async year(position) {
    const day = this.network.years[position];
    this.graph.updateEachNodeAttributes((place, attributes) => ({ ...attributes, hidden: this.network.nodes[place].joined > day }));
    this.graph.updateEachEdgeAttributes((place, attributes) => ({ ...attributes, hidden: this.network.links[place][2] > day }));
    this.sigma.refresh();
    this.finish();
  },

  // Wait until all its layers are on the canvas: what is asked of WebGL is done when somebody reads of it.
  finish() {
    for (const layer of ["edges", "nodes"]) {
      const gl = this.sigma.getContainer().querySelector(`.sigma-${layer}`).getContext("webgl2");
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
  },
};

function twoFrames() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
