/**
 * Bilinear resampling of rows, as images are made smaller when a network learns from files: each new
 * pixel is the mean of the old ones around it, with weights that fall linearly to 0.
 */
function resampling(from, to) {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const near = [];
    for (let x = start; x < end; x++) near.push(Math.max(0, 1 - Math.abs(x + 0.5 - centre) / reach));
    const sum = near.reduce((a, b) => a + b);
    return { start, weights: near.map((w) => w / sum) };
  });
}

/** Pixels from 0 to 255, channel after channel, row after row. */
class Pixels {
  constructor(channels, height, width, values) {
    Object.assign(this, { channels, height, width, values });
  }

  /** Of a canvas; colours become grey as 0.299 R + 0.587 G + 0.114 B. */
  static of(canvas, channels) {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const area = width * height;
    const values = new Float32Array(channels * area);
    for (let i = 0; i < area; i++) {
      const [r, g, b] = [data[4 * i], data[4 * i + 1], data[4 * i + 2]];
      if (channels === 1) {
        values[i] = (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16;
      } else {
        for (let c = 0; c < channels; c++) values[c * area + i] = data[4 * i + c];
      }
    }
    return new Pixels(channels, height, width, values);
  }

  /** The middle in another size: the shorter side fits, what the longer one has too much is cut off. */
  covering(height, width) {
    const scale = Math.max(height / this.height, width / this.width);
    const tall = Math.max(height, Math.round(this.height * scale));
    const wide = Math.max(width, Math.round(this.width * scale));
    const across = resampling(this.width, wide).slice((wide - width) >> 1).slice(0, width);
    const down = resampling(this.height, tall).slice((tall - height) >> 1).slice(0, height);
    const narrow = new Float32Array(this.channels * this.height * width);
    for (let row = 0; row < this.channels * this.height; row++) {
      across.forEach(({ start, weights }, x) => {
        let sum = 0;
        weights.forEach((w, k) => (sum += w * this.values[row * this.width + start + k]));
        narrow[row * width + x] = sum;
      });
    }
    const values = new Float32Array(this.channels * height * width);
    for (let c = 0; c < this.channels; c++) {
      down.forEach(({ start, weights }, y) => {
        for (let x = 0; x < width; x++) {
          let sum = 0;
          weights.forEach((w, k) => (sum += w * narrow[(c * this.height + start + k) * width + x]));
          values[(c * height + y) * width + x] = Math.max(0, Math.min(255, Math.round(sum)));
        }
      });
    }
    return new Pixels(this.channels, height, width, values);
  }

  inverted() {
    return new Pixels(this.channels, this.height, this.width, this.values.map((v) => 255 - v));
  }

  /** The mean of the pixels at the edge: what is behind the thing that is shown. */
  edge() {
    const all = [];
    this.values.forEach((v, i) => {
      const x = i % this.width;
      const y = Math.floor(i / this.width) % this.height;
      if (x === 0 || y === 0 || x === this.width - 1 || y === this.height - 1) all.push(v);
    });
    return all.reduce((a, b) => a + b) / all.length;
  }

  /** Where something other than the background is, in parts of the sides; nothing if nowhere. */
  box(background) {
    let [left, right, top, bottom] = [Infinity, -1, Infinity, -1];
    this.values.forEach((v, i) => {
      if (Math.abs(v - background) < 64) return;
      const x = i % this.width;
      const y = Math.floor(i / this.width) % this.height;
      [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
    });
    if (right < 0) return null;
    return {
      size: Math.max((right - left) / this.width, (bottom - top) / this.height),
      x: (left + right) / 2 / this.width,
      y: (top + bottom) / 2 / this.height,
    };
  }

  /** A canvas of as many pixels. */
  canvas() {
    const canvas = new OffscreenCanvas(this.width, this.height);
    const image = new ImageData(this.width, this.height);
    const area = this.width * this.height;
    for (let i = 0; i < area; i++) {
      for (let c = 0; c < 3; c++) {
        image.data[4 * i + c] = this.values[this.channels < 3 ? i : c * area + i];
      }
      image.data[4 * i + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
    return canvas;
  }
}

/** Draws a stroke: a line through its points, or a dot. */
function draw(context, { points, width, colour }) {
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(...points[0]);
  points.forEach((point) => context.lineTo(...point));
  context.stroke();
}

/** The paper: a picture is drawn here, or opened from a file, for a network that takes pictures. */
class Paper {
  static SIDE = 336;

  waiting = "Draw something first.";

  /**
   * @param shape channels, height and width of the network's input
   * @param white the number of a white pixel there
   * @param kept the pictures that it learned from, as the input takes them
   */
  constructor({ input, shape, white }, kept, changed) {
    const [channels, height, width] = shape;
    Object.assign(this, { input, channels, height, width, white, changed });
    this.canvas = element("paper");
    const scale = Math.ceil(Paper.SIDE / Math.max(height, width));
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.scale = scale;
    this.learnedFrom(kept.map((numbers) => this.pixels(numbers)));
    this.past = [];
    this.now = { strokes: [] };
    this.render();
    this.tools();
    this.pointers();
    this.keys();
    this.drops();
    this.seen = element("seen");
    this.seen.width = width;
    this.seen.height = height;
    element("seen-size").textContent = `${width} × ${height} ${channels === 1 ? "grey" : "coloured"} pixels`;
    element("picture").hidden = false;
  }

  /** What pictures of the training tell: what is behind, how large and where things are. */
  learnedFrom(pictures) {
    const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    this.background = pictures.length && mean(pictures.map((p) => p.edge())) > 127 ? 255 : 0;
    const boxes = pictures.map((p) => p.box(this.background)).filter(Boolean);
    if (this.channels === 1 && boxes.length > 0) {
      this.usual = {};
      for (const key of ["size", "x", "y"]) this.usual[key] = mean(boxes.map((b) => b[key]));
      element("centre-choice").hidden = false;
    }
    element("invert-choice").hidden = this.channels !== 1;
    element("colour-choice").hidden = this.channels === 1;
  }

  /** The pixels of the network's numbers, and back. */
  pixels(numbers) {
    const values = Float32Array.from(numbers, (x) => (x / this.white) * 255);
    return new Pixels(this.channels, this.height, this.width, values);
  }

  numbers(pixels) {
    return Float32Array.from(pixels.values, (v) => (v / 255) * this.white);
  }

  tools() {
    element("pen").value = Math.max(1, Math.min(this.height, this.width) / 14).toFixed(1);
    element("pen").max = Math.max(4, Math.min(this.height, this.width) / 4);
    if (this.background === 255) element("colour").value = "#000000";
    element("clear").onclick = () => this.become({ strokes: [] });
    element("undo").onclick = () => {
      this.now = this.past.pop();
      element("undo").disabled = this.past.length === 0;
      this.render();
      this.changed();
    };
    element("open").onchange = async (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (file) await this.open(file);
    };
    element("centre").onchange = () => this.changed();
    element("invert").onchange = () => {
      const { file } = this.now;
      if (file) this.become(this.opened(file));
    };
  }

  /** Goes on with another picture; the one before can be come back to. */
  become(next) {
    this.past.push(this.now);
    this.now = next;
    element("undo").disabled = false;
    this.render();
    this.changed();
  }

  /** Shows what is on the paper: a picture that was given, and strokes upon it. */
  render() {
    const { context, canvas } = this;
    this.fill(context);
    if (this.now.shown) context.drawImage(this.now.shown, 0, 0, canvas.width, canvas.height);
    context.save();
    context.scale(this.scale, this.scale);
    this.now.strokes.forEach((stroke) => draw(context, stroke));
    context.restore();
  }

  fill(context) {
    context.fillStyle = `rgb(${this.background} ${this.background} ${this.background})`;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.imageSmoothingEnabled = false;
  }

  get blank() {
    return !this.now.given && this.now.strokes.length === 0;
  }

  /** Begins a stroke of the pen, in pixels of the network. */
  begin(at, pressure = 1) {
    const ink = 255 - this.background;
    const colour = this.channels === 1 ? `rgb(${ink} ${ink} ${ink})` : element("colour").value;
    const stroke = { points: [at], width: element("pen").value * pressure, colour };
    this.become({ ...this.now, strokes: [...this.now.strokes, stroke] });
  }

  /** Goes on with the last stroke. */
  go(to) {
    const { points, width, colour } = this.now.strokes.at(-1);
    const { context } = this;
    context.save();
    context.scale(this.scale, this.scale);
    draw(context, { points: [points.at(-1), to], width, colour });
    context.restore();
    points.push(to);
    this.changed();
  }

  pointers() {
    let down = false;
    const place = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return [
        ((event.clientX - box.left) / box.width) * this.width,
        ((event.clientY - box.top) / box.height) * this.height,
      ];
    };
    this.canvas.onpointerdown = (event) => {
      if (event.button !== 0) return;
      this.canvas.setPointerCapture(event.pointerId);
      down = true;
      this.begin(place(event), event.pointerType === "pen" ? 0.5 + event.pressure : 1);
    };
    this.canvas.onpointermove = (event) => {
      if (!down) return;
      const all = event.getCoalescedEvents?.() ?? [];
      (all.length > 0 ? all : [event]).forEach((each) => this.go(place(each)));
    };
    this.canvas.onpointerup = this.canvas.onpointercancel = () => (down = false);
  }

  /** Drawing with the keyboard, a pixel of the network at a time. */
  keys() {
    const cursor = element("cursor");
    const ends = [this.width, this.height];
    let at = ends.map((end) => end / 2);
    let down = false;
    const show = () => {
      cursor.hidden = document.activeElement !== this.canvas || !this.canvas.matches(":focus-visible");
      cursor.style.left = `${(at[0] / this.width) * 100}%`;
      cursor.style.top = `${(at[1] / this.height) * 100}%`;
      cursor.classList.toggle("down", down);
    };
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    this.canvas.onkeydown = (event) => {
      const move = moves[event.key];
      if (!move && event.key !== " ") return;
      event.preventDefault();
      if (move) {
        at = at.map((x, i) => Math.max(0, Math.min(ends[i], x + move[i])));
        if (down) this.go(at);
      } else {
        down = !down;
        if (down) this.begin(at);
      }
      show();
    };
    this.canvas.onfocus = show;
    this.canvas.onblur = () => {
      down = false;
      show();
    };
  }

  drops() {
    const paper = this.canvas.parentElement;
    const over = (on) => (event) => {
      event.preventDefault();
      paper.classList.toggle("over", on);
    };
    paper.ondragover = over(true);
    paper.ondragleave = over(false);
    paper.ondrop = async (event) => {
      over(false)(event);
      const file = [...event.dataTransfer.files].find((f) => f.type.startsWith("image/"));
      if (file) await this.open(file);
      else problem("That is no image file: PNG, JPEG, GIF, WebP and BMP can be dropped here.");
    };
  }

  /** An image file, read as those that a network learns from. */
  async open(file) {
    let bitmap;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      problem(`${file.name} can't be read as an image.`);
      return;
    }
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const pixels = Pixels.of(canvas, this.channels);
    if (this.channels === 1) {
      element("invert").checked = pixels.edge() > 127 !== this.background > 127;
    }
    this.become(this.opened(pixels));
  }

  /** A picture of a file; what the network gets comes from the file itself. */
  opened(file) {
    const right = this.channels === 1 && element("invert").checked ? file.inverted() : file;
    const given = right.covering(this.height, this.width);
    const shown = right.covering(this.canvas.height, this.canvas.width).canvas();
    return { file, given, shown, strokes: [] };
  }

  /** Shows an example as the network takes it. */
  show(example) {
    const given = this.pixels(example.get(this.input));
    this.become({ given, shown: given.canvas(), strokes: [] });
  }

  /** What is drawn, where and as large as things usually are; the pen stays as thick as it is. */
  centred() {
    const { strokes } = this.now;
    const { usual, width, height } = this;
    const points = strokes.flatMap((s) => s.points);
    const [x, y] = [0, 1].map((i) => points.map((p) => p[i]));
    const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
    const pen = Math.max(...strokes.map((s) => s.width));
    const extent = Math.max((right - left) / width, (bottom - top) / height, 1e-3);
    const room = Math.max(0.1, usual.size - pen / Math.max(width, height));
    const scale = Math.max(0.5, Math.min(4, room / extent));
    const moved = ([a, b]) => [
      usual.x * width + (a - (left + right) / 2) * scale,
      usual.y * height + (b - (top + bottom) / 2) * scale,
    ];
    return strokes.map((s) => ({ ...s, points: s.points.map(moved) }));
  }

  /** What the network gets of the paper. */
  get taken() {
    const { given, shown, strokes } = this.now;
    if (given && strokes.length === 0) return given;
    const whole = new OffscreenCanvas(this.canvas.width, this.canvas.height);
    const context = whole.getContext("2d");
    this.fill(context);
    if (shown) context.drawImage(shown, 0, 0, whole.width, whole.height);
    context.scale(this.scale, this.scale);
    const centred = this.usual && !given && strokes.length > 0 && element("centre").checked;
    (centred ? this.centred() : strokes).forEach((stroke) => draw(context, stroke));
    return Pixels.of(whole, this.channels).covering(this.height, this.width);
  }

  /** What the network is asked about; nothing while the paper is blank. */
  example() {
    const { taken } = this;
    this.seen.getContext("2d").drawImage(taken.canvas(), 0, 0);
    return this.blank ? null : new Map([[this.input, this.numbers(taken)]]);
  }

  /** A small picture of an example. */
  sketch(example) {
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.height;
    canvas.getContext("2d").drawImage(this.pixels(example.get(this.input)).canvas(), 0, 0);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "the picture");
    return canvas;
  }
}
