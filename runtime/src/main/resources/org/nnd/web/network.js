/**
 * A network that predicts and learns, on ONNX Runtime. What it is stands in the metadata of its
 * files: NAME.onnx, which predicts, NAME.init.onnx, which gives what a training begins with, and
 * NAME.train.onnx, which does one training step.
 *
 * An example is a map from the names of inputs, and of the label, to its numbers.
 */
class Network {
  static async open(ort, predicts, begins, trains) {
    const network = new Network();
    const model = (network.model = new Model(predicts));
    const trainer = (network.trainer = new Model(trains));
    for (const { metadata } of [model, trainer]) {
      const format = metadata.get("nnd.format");
      if (format !== "2") throw new Error(`this page reads models of format 2, not of ${format}`);
    }
    network.ort = ort;
    network.label = trainer.metadata.get("nnd.label");
    network.next = new Map(Object.entries(trainer.says("nnd.state")));
    network.weights = new Map(Object.entries(trainer.says("nnd.weights")));
    network.prediction = model.metadata.get("nnd.prediction");
    const open = (bytes) =>
      ort.InferenceSession.create(bytes, { executionProviders: ["wasm"], logSeverityLevel: 3 });
    network.predicts = await open(model.feeding([...network.weights.keys()]));
    network.trains = await open(trains);
    const first = await (await open(begins)).run({});
    network.first = new Map(
      Object.entries(first).map(([name, t]) => [name, new Numbers(typeOf("ort", t.type), t.dims, t.data)]),
    );
    network.reset();
    return network;
  }

  /** Forgets all that was learned here. */
  reset() {
    this.state = new Map(this.first);
  }

  /** One run at a time, in the order in which they are asked for. */
  run(session, feeds) {
    const run = () => {
      const tensors = {};
      for (const [name, n] of feeds()) {
        tensors[name] = new this.ort.Tensor(n.type.ort, n.data, n.shape);
      }
      return session.run(tensors);
    };
    this.last = (this.last ?? Promise.resolve()).then(run, run);
    return this.last;
  }

  /** The numbers of examples for those of the declared inputs that are not fed otherwise. */
  *columns(inputs, examples) {
    for (const { name, type, shape } of inputs) {
      if (this.first.has(name)) continue;
      const size = shape.slice(1).reduce((product, length) => product * length, 1);
      const data = new type.array(examples.length * size);
      // What an example lacks is what it counts in the loss.
      if (!examples.every((e) => e.has(name))) data.fill(type.array === BigInt64Array ? 1n : 1);
      examples.forEach((e, i) => e.has(name) && data.set(e.get(name), i * size));
      yield [name, new Numbers(type, [examples.length, ...shape.slice(1)], data)];
    }
  }

  /** The output that was trained, for each example. */
  async predict(examples) {
    const results = await this.run(this.predicts, () => {
      const weights = this.predicts.inputNames
        .filter((name) => this.weights.has(name))
        .map((name) => [name, this.state.get(this.weights.get(name))]);
      return [...this.columns(this.model.inputs, examples), ...weights];
    });
    const all = Array.from(results[this.prediction].data, Number);
    const size = all.length / examples.length;
    return examples.map((_, i) => all.slice(i * size, (i + 1) * size));
  }

  /** One training step; gives the loss before it. */
  async step(examples) {
    const results = await this.run(this.trains, () => [
      ...this.columns(this.trainer.inputs, examples),
      ...this.state,
    ]);
    for (const [name, output] of this.next) {
      const { type, shape } = this.state.get(name);
      this.state.set(name, new Numbers(type, shape, results[output].data));
    }
    return Number(results.loss.data[0]);
  }

  /** The state as a safetensors file. */
  save() {
    const state = new Map([...this.state].filter(([name]) => this.next.has(name)));
    const weights = this.trainer.metadata.get("nnd.weights");
    return Safetensors.write(state, { model: this.model.name, "nnd.weights": weights });
  }

  /** Takes a state that was saved here, or by another driver. */
  load(bytes) {
    const saved = Safetensors.read(bytes);
    const state = new Map(this.state);
    for (const name of this.next.keys()) {
      const mine = state.get(name);
      const other = saved.get(name);
      if (!other || other.type !== mine.type || `${other.shape}` !== `${mine.shape}`) {
        throw new Error(`this is the state of another network: ${name} ${other ? "has another size" : "is missing"}`);
      }
      state.set(name, other);
    }
    this.state = state;
  }

  /** NAME.onnx with what was learned. */
  export() {
    const learned = [...this.weights].map(([name, state]) => [name, this.state.get(state)]);
    return this.model.with(new Map(learned));
  }
}

/** Probabilities of scores, exp(s) / Σ exp(s); a single score is that of the second of two classes. */
function probabilities(scores) {
  const all = scores.length === 1 ? [0, scores[0]] : scores;
  const highest = Math.max(...all);
  const powers = all.map((s) => Math.exp(s - highest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((p) => p / sum);
}
