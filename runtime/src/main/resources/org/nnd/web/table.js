/** The form: a field for each column of the table that a network learned from. */
class Table {
  waiting = "Fill in all fields first.";

  /** @param model the network's; its metadata name the columns, their categories and their scales */
  constructor(model, kept, changed) {
    Object.assign(this, { model, changed });
    const categories = new Map(Object.entries(model.says("nnd.categories", {})));
    const scales = new Map(Object.entries(model.says("nnd.normalization", {})));
    const form = element("fields");
    this.columns = model.says("nnd.features", []).map((name, i) => {
      const names = categories.get(name);
      const scale = { shift: 0, scale: 1, ...scales.get(name) };
      const field = document.createElement(names ? "select" : "input");
      field.id = `field-${i}`;
      const mayMiss = (scale.fill ?? null) !== null;
      if (names) {
        if (mayMiss) field.append(new Option("missing", ""));
        names.forEach((each) => field.append(new Option(each, each)));
      } else {
        field.type = "number";
        field.step = "any";
        field.required = !mayMiss;
        field.placeholder = mayMiss ? "missing" : "";
      }
      field.oninput = () => this.changed();
      const label = document.createElement("label");
      const caption = document.createElement("span");
      caption.textContent = name;
      label.append(caption, field);
      form.append(label);
      return { name, names, scale, field };
    });
    form.onsubmit = (event) => event.preventDefault();
    if (kept.length > 0) this.fill(kept[0]);
    else this.columns.filter((c) => !c.names).forEach((c) => (c.field.value = "0"));
    element("table").hidden = false;
  }

  /** The columns of an input: all of a single one, else that of its name. */
  of(input) {
    return this.model.inputs.length === 1 ? this.columns : this.columns.filter((c) => c.name === input.name);
  }

  /** The numbers of a column; none if the field is not filled in right. */
  numbers({ names, scale, field }) {
    const scaled = (x) => (x - scale.shift) / scale.scale;
    if (names) return names.map((each) => scaled(each === field.value ? 1 : 0));
    const right = field.validity.valid && (field.value !== "" || !field.required);
    field.setAttribute("aria-invalid", !right);
    if (!right) return null;
    return [scaled(field.value === "" ? scale.fill : field.valueAsNumber)];
  }

  /** What the network is asked about; nothing while a field is wrong. */
  example() {
    const example = new Map();
    for (const input of this.model.inputs) {
      const numbers = this.of(input).map((c) => this.numbers(c));
      if (numbers.includes(null)) return null;
      const whole = input.type.array === BigInt64Array;
      const all = numbers.flat().map((x) => (whole ? BigInt(Math.round(x)) : x));
      example.set(input.name, input.type.array.from(all));
    }
    return example;
  }

  fill(example) {
    for (const input of this.model.inputs) {
      const numbers = Array.from(example.get(input.name), Number);
      for (const { names, scale, field } of this.of(input)) {
        const own = numbers.splice(0, names ? names.length : 1);
        const raw = own.map((x) => x * scale.scale + scale.shift);
        if (names) field.value = names[raw.findIndex((x) => x > 0.5)] ?? "";
        else field.value = String(Number(raw[0].toPrecision(6)));
      }
    }
  }

  show(example) {
    this.fill(example);
    this.changed();
  }

  /** An example in a few words. */
  sketch() {
    const words = document.createElement("span");
    const shown = this.columns.slice(0, 4).map((c) => `${c.name} ${c.field.value || "missing"}`);
    words.textContent = shown.join(", ") + (this.columns.length > 4 ? ", …" : "");
    const small = document.createElement("small");
    small.append(words);
    return small;
  }
}
