const percent = (p) => `${(100 * p).toFixed(p > 0.0995 && p < 0.9995 ? 0 : 1)} %`;

/** A number in a few digits. */
const figure = (x) => String(Number(x.toPrecision(4)));

/** Predictions of classes: a bar for each, which is a button that says that it is the right one. */
class Bars {
  /** More classes than these are shown in the order of their probabilities, as many as these. */
  static MOST = 12;

  constructor(names, corrected) {
    Object.assign(this, { names, corrected, shown: [] });
    this.list = document.createElement("ul");
    this.list.className = names.every((n) => n.length < 3) ? "bars short" : "bars";
    const count = Math.min(names.length, Bars.MOST);
    this.rows = Array.from({ length: count }, (_, row) => this.row(row));
    element("prediction").append(this.list);
    if (names.length > Bars.MOST) this.others();
  }

  row(row) {
    const button = document.createElement("button");
    button.type = "button";
    button.disabled = true;
    const [name, track, number] = ["name", "track", "percent"].map((kind) => {
      const part = document.createElement("span");
      part.className = kind;
      return part;
    });
    const fill = document.createElement("span");
    fill.className = "fill";
    track.append(fill);
    button.append(name, track, number);
    button.onclick = () => this.corrected(this.shown[row]);
    const item = document.createElement("li");
    item.append(button);
    this.list.append(item);
    this.shown.push(row);
    name.textContent = this.names[row];
    return { item, button, name, fill, number };
  }

  /** A field for a class that isn't among those shown. */
  others() {
    const form = document.createElement("form");
    form.className = "tools";
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "text";
    field.setAttribute("list", "classes");
    label.append("Another ", field);
    const list = document.createElement("datalist");
    list.id = "classes";
    list.append(...this.names.map((n) => new Option(n, n)));
    const button = document.createElement("button");
    button.textContent = "is right";
    form.append(label, list, button);
    form.onsubmit = (event) => {
      event.preventDefault();
      const chosen = this.names.indexOf(field.value);
      if (chosen < 0) problem(`There is no class ${field.value}.`);
      else this.corrected(chosen);
    };
    element("prediction").append(form);
    this.other = button;
  }

  show(scores) {
    const all = scores ? probabilities(scores) : this.names.map(() => 0);
    if (this.other) {
      this.shown = all.map((_, i) => i).sort((a, b) => all[b] - all[a] || a - b);
    }
    const best = all.indexOf(Math.max(...all));
    this.rows.forEach(({ item, name, fill, number }, row) => {
      const shown = this.shown[row];
      name.textContent = this.names[shown];
      fill.style.setProperty("--p", all[shown]);
      number.textContent = scores ? percent(all[shown]) : "";
      item.className = scores && shown === best ? "best" : "";
    });
  }

  enable(on) {
    this.rows.forEach((row) => (row.button.disabled = !on));
    if (this.other) this.other.disabled = !on;
  }

  hint = "Wrong? Choose the right one, and the network learns it here.";

  /** A label as the loss takes it. */
  label(chosen, input) {
    return input.type.array.from([input.type.array === BigInt64Array ? BigInt(chosen) : chosen]);
  }

  labelOf(numbers) {
    return Number(numbers[0]);
  }

  says(scores) {
    const all = probabilities(scores);
    const best = all.indexOf(Math.max(...all));
    return `${this.names[best]} (${percent(all[best])})`;
  }

  name(label) {
    return this.names[label];
  }

  enough(label) {
    return (scores) => probabilities(scores)[label] > 0.8;
  }

  /** How much of examples is still known. */
  known(predictions, labels) {
    const right = predictions.filter((scores, i) => {
      const all = probabilities(scores);
      return all.indexOf(Math.max(...all)) === labels[i];
    });
    return `It tells ${right.length} of ${labels.length} examples of its training rightly`;
  }
}

/** Predictions of numbers: each in large, and a form that takes the right ones. */
class Figures {
  constructor(names, corrected, spread) {
    Object.assign(this, { names, spread });
    const values = document.createElement("dl");
    values.className = "values";
    const form = document.createElement("form");
    const numbers = document.createElement("div");
    numbers.className = "numbers";
    this.parts = names.map((name) => {
      const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
      dt.textContent = name;
      dd.className = "value";
      values.append(dt, dd);
      const label = document.createElement("label");
      const caption = document.createElement("span");
      caption.textContent = `right ${name}`;
      const field = document.createElement("input");
      Object.assign(field, { type: "number", step: "any", required: true });
      label.append(caption, field);
      numbers.append(label);
      return { dd, field };
    });
    const tools = document.createElement("div");
    tools.className = "tools";
    this.button = document.createElement("button");
    this.button.textContent = "Learn this";
    this.button.disabled = true;
    tools.append(this.button);
    form.append(numbers, tools);
    form.onsubmit = (event) => {
      event.preventDefault();
      corrected(this.parts.map((p) => p.field.valueAsNumber));
    };
    element("prediction").append(values, form);
  }

  show(numbers) {
    this.parts.forEach(({ dd }, i) => (dd.textContent = numbers ? figure(numbers[i]) : "–"));
  }

  enable(on) {
    this.button.disabled = !on;
  }

  hint = "Wrong? Type what is right, and the network learns it here.";

  label(chosen, input) {
    const whole = input.type.array === BigInt64Array;
    return input.type.array.from(chosen.map((x) => (whole ? BigInt(Math.round(x)) : x)));
  }

  labelOf(numbers) {
    return Array.from(numbers, Number);
  }

  says(numbers) {
    return numbers.map(figure).join(", ");
  }

  name(label) {
    return this.says(label);
  }

  /** Near enough is a twentieth of how far labels are apart. */
  enough(label) {
    return (numbers) => numbers.every((x, i) => Math.abs(x - label[i]) < this.spread[i] / 20);
  }

  known(predictions, labels) {
    const all = predictions.flatMap((p, k) => p.map((x, i) => Math.abs(x - labels[k][i])));
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    return `It is wrong by ${figure(mean)} on average about ${labels.length} examples of its training`;
  }
}
