const element = (id) => document.getElementById(id);

function say(words, wrong = false) {
  element("status").textContent = words;
  element("status").classList.toggle("problem", wrong);
}

const problem = (words) => say(words, true);

/** A file that the page carries: packed, as text. */
async function carried(id) {
  const packed = Uint8Array.from(atob(element(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What the browser lacks, in words; nothing if it has all. */
function lacking() {
  // A function that gives a vector: (i32.const 0) (i8x16.splat).
  const vector = [
    [0, 97, 115, 109, 1, 0, 0, 0],
    [1, 5, 1, 96, 0, 1, 123],
    [3, 2, 1, 0],
    [10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
  ].flat();
  if (!globalThis.WebAssembly) return "WebAssembly, which some protected modes switch off";
  if (!WebAssembly.validate(Uint8Array.from(vector))) return "WebAssembly's vectors (SIMD)";
  if (!globalThis.DecompressionStream) return "streams that unpack files (DecompressionStream)";
  if (!globalThis.OffscreenCanvas) return "OffscreenCanvas";
  return null;
}

function download(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A line through losses, for the eye. */
function curve(losses) {
  const highest = Math.max(...losses, 1e-9);
  const last = Math.max(1, losses.length - 1);
  const places = losses.map((loss, i) => `${(i / last) * 100},${32 - (loss / highest) * 30}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 100 34");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `loss from ${figure(losses[0])} to ${figure(losses.at(-1))}`);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", places.join(" "));
  svg.append(line);
  return svg;
}

const frame = () => new Promise((done) => setTimeout(done));

/** The page: a network, what it is asked about, what it says and how it learns. */
class Page {
  constructor(settings, network, kept) {
    Object.assign(this, { settings, network, kept, shown: 0 });
    this.teacher = new Teacher(network, kept);
    element("name").textContent = network.model.name;
    document.title = network.model.name;
    element("doc").textContent = network.model.doc;
    const changed = () => this.ask();
    const input = network.model.inputs[0].name;
    this.panel = settings.picture
      ? new Paper({ input, shape: settings.picture, white: settings.white }, kept.map((e) => e.get(input)), changed)
      : new Table(network.model, kept, changed);
    this.answer = this.answers();
    this.labels = kept.map((e) => this.answer.labelOf(e.get(network.label)));
    this.examples(element(settings.picture ? "another" : "another-row"));
    this.files();
    element("work").hidden = false;
  }

  /** What predictions look like. */
  answers() {
    const { model } = this.network;
    const corrected = (chosen) => this.correct(chosen);
    const shape = model.outputs.find((o) => o.name === this.network.prediction).shape;
    const count = shape.slice(1).reduce((product, length) => product * length, 1);
    if (model.metadata.get("nnd.scores") === "true") {
      const names = model.says("nnd.classes", []);
      const numbers = Array.from({ length: Math.max(2, count) }, (_, i) => String(i));
      return new Bars(names.length > 0 ? names : numbers, corrected);
    }
    const labels = model.says("nnd.labels", []);
    const names = labels.length === count ? labels : Array.from({ length: count }, (_, i) => `number ${i + 1}`);
    const known = this.kept.map((e) => Array.from(e.get(this.network.label), Number));
    const spread = names.map((_, i) => {
      const all = known.map((numbers) => numbers[i]);
      return all.length > 1 ? Math.max(...all) - Math.min(...all) : 1;
    });
    return new Figures(names, corrected, spread);
  }

  /** Examples of the training, one after the other. */
  examples(button) {
    if (this.kept.length === 0) return;
    button.hidden = false;
    button.onclick = () => {
      const number = this.shown++ % this.kept.length;
      this.panel.show(this.kept[number]);
      say(`An example of the training: ${this.answer.name(this.labels[number])}`);
    };
  }

  /** Asks the network, once it has answered what it was asked before. */
  async ask() {
    this.asked = true;
    if (this.asking || this.learning) return;
    this.asking = true;
    while (this.asked) {
      this.asked = false;
      const example = this.panel.example();
      try {
        const answer = example && (await this.network.predict([example]))[0];
        this.answer.show(answer);
        element("said").textContent = answer ? this.answer.says(answer) : "";
      } catch (e) {
        problem(`The network can't be asked: ${e.message}`);
      }
      this.answer.enable(example !== null);
      element("hint").textContent = example ? this.answer.hint : this.panel.waiting;
      await frame();
    }
    this.asking = false;
  }

  /** Learns what is right about what is shown. */
  async correct(chosen) {
    const { network, answer, teacher } = this;
    const asked = this.panel.example();
    if (!asked || this.learning) return;
    this.busy(true);
    const example = new Map(asked);
    const input = network.trainer.inputs.find((i) => i.name === network.label);
    example.set(network.label, answer.label(chosen, input));
    const sketch = this.panel.sketch(asked);
    const losses = [];
    try {
      const [before] = await network.predict([asked]);
      let now = before;
      let enough = false;
      const right = answer.enough(chosen);
      for await (const loss of teacher.learn(example, (numbers) => (enough = right((now = numbers))))) {
        losses.push(loss);
        answer.show(now);
        say(`Learning: step ${losses.length}, loss ${figure(loss)}`);
        await frame();
      }
      const steps = `${losses.length} ${losses.length === 1 ? "step" : "steps"}`;
      say(
        enough
          ? `Learned in ${steps}: ${answer.says(now)}`
          : `Not learned yet after ${steps}: ${answer.says(now)}. Correct it once more to go on.`,
      );
      this.log(sketch, `${answer.says(before)} → ${answer.says(now)}`, `${answer.name(chosen)} is right; ${steps}`, losses);
      await this.remembered();
    } catch (e) {
      problem(`Learning failed: ${e.message}`);
    }
    this.busy(false);
  }

  busy(on) {
    this.learning = on;
    document.body.setAttribute("aria-busy", on);
    this.answer.enable(!on);
    if (!on) this.ask();
  }

  log(sketch, title, words, losses) {
    const item = document.createElement("li");
    const told = document.createElement("div");
    told.className = "text";
    const small = document.createElement("small");
    small.textContent = words;
    told.append(title, small);
    item.append(sketch, told, curve(losses));
    element("log").prepend(item);
    element("forget").disabled = false;
  }

  /** Tells what is still known of what was learned before. */
  async remembered() {
    if (this.kept.length === 0) {
      element("known").textContent = "The page has no examples of the training: what was learned before may be forgotten.";
      return;
    }
    const told = this.answer.known(await this.network.predict(this.kept), this.labels);
    this.first ??= told;
    element("known").textContent = told === this.first ? `${told}.` : `${told}; at first: ${this.first.replace(/^It /, "it ")}.`;
  }

  files() {
    const { network, teacher, settings } = this;
    element("forget").onclick = async () => {
      teacher.reset();
      element("log").replaceChildren();
      element("forget").disabled = true;
      say("All that was learned here is forgotten.");
      await this.remembered();
      this.ask();
    };
    element("save").onclick = () => download(`${settings.name}.safetensors`, network.save());
    element("export").onclick = () => download(`${settings.name}.onnx`, network.export());
    element("load").onchange = async (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (!file) return;
      try {
        network.load(new Uint8Array(await file.arrayBuffer()));
        element("forget").disabled = false;
        say(`${file.name} is loaded: the network goes on from there.`);
        await this.remembered();
        this.ask();
      } catch (e) {
        problem(`${file.name} can't be loaded: ${e.message}`);
      }
    };
  }
}

/** Examples from tensors that hold them one after the other. */
function rows(tensors) {
  const count = [...tensors.values()][0]?.shape[0] ?? 0;
  return Array.from({ length: count }, (_, i) => {
    const example = new Map();
    for (const [name, { data }] of tensors) {
      const size = data.length / count;
      example.set(name, data.slice(i * size, (i + 1) * size));
    }
    return example;
  });
}

async function start() {
  const lack = lacking();
  if (lack) {
    problem(`This browser lacks ${lack}. Current ones of Chrome, Edge, Firefox and Safari have it.`);
    return;
  }
  try {
    const script = new Blob([await carried("runtime")], { type: "text/javascript" });
    const ort = await import(URL.createObjectURL(script));
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = await carried("runtime-wasm");
    const models = ["onnx", "init.onnx", "train.onnx"];
    const network = await Network.open(ort, ...(await Promise.all(models.map(carried))));
    const examples = "examples.safetensors";
    const kept = element(examples) ? rows(Safetensors.read(await carried(examples))) : [];
    const page = new Page(JSON.parse(element("settings").textContent), network, kept);
    globalThis.nnd = { page, Network, ort };
    say("Ready.");
    await page.remembered();
    page.ask();
  } catch (e) {
    problem(`The network can't be started: ${e.message}`);
    console.error(e);
  }
}

start();
