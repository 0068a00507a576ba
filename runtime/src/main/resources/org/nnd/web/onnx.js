/** The types of tensors: their number in ONNX, their names in ONNX Runtime and in safetensors. */
const TYPES = [
  { onnx: 1, ort: "float32", safetensors: "F32", array: Float32Array },
  { onnx: 2, ort: "uint8", safetensors: "U8", array: Uint8Array },
  { onnx: 6, ort: "int32", safetensors: "I32", array: Int32Array },
  { onnx: 7, ort: "int64", safetensors: "I64", array: BigInt64Array },
  { onnx: 9, ort: "bool", safetensors: "BOOL", array: Uint8Array },
  { onnx: 10, ort: "float16", safetensors: "F16", array: globalThis.Float16Array ?? Uint16Array },
  { onnx: 11, ort: "float64", safetensors: "F64", array: Float64Array },
  { onnx: 12, ort: "uint32", safetensors: "U32", array: Uint32Array },
  { onnx: 13, ort: "uint64", safetensors: "U64", array: BigUint64Array },
];

/** The type that has such a value under a key. */
function typeOf(key, value) {
  const found = TYPES.find((type) => type[key] === value);
  if (!found) throw new Error(`tensors of type ${value} can't be used here`);
  return found;
}

/** A tensor: its type, its lengths and its numbers. */
class Numbers {
  constructor(type, shape, data) {
    Object.assign(this, { type, shape, data });
  }

  /** Of bytes, little endian, which are copied. */
  static of(type, shape, bytes) {
    return new Numbers(type, shape, new type.array(bytes.slice().buffer));
  }

  get bytes() {
    return new Uint8Array(this.data.buffer, this.data.byteOffset, this.data.byteLength);
  }
}

/**
 * The fields of a protobuf message: number, value and all bytes of each. Texts, bytes and messages
 * have bytes as their value, whole numbers a number; others are only passed on.
 */
function* fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let number = 0;
    for (let place = 1; ; place *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("this file is no ONNX model, or not complete");
      number += (byte & 127) * place;
      if (byte < 128) return number;
    }
  };
  while (at < bytes.length) {
    const start = at;
    const tag = varint();
    let value;
    switch (tag & 7) {
      case 0:
        value = varint();
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        value = bytes.subarray(at, at + length);
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new Error("this file is no ONNX model");
    }
    if (at > bytes.length) throw new Error("this ONNX model is not complete");
    yield { number: Math.floor(tag / 8), value, bytes: bytes.subarray(start, at) };
  }
}

/** A field of texts, bytes or a message. */
function fieldOf(number, bytes) {
  const head = [];
  for (let n of [number * 8 + 2, bytes.length]) {
    for (; n > 127; n = Math.floor(n / 128)) head.push((n % 128) + 128);
    head.push(n);
  }
  return joined([Uint8Array.from(head), bytes]);
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const text = (bytes) => new TextDecoder().decode(bytes);

/** The value of the first field of a number. */
const first = (bytes, number) => [...fieldsOf(bytes)].find((f) => f.number === number)?.value;

/** An ONNX model as far as who drives it must know it; all else stays as it is. */
class Model {
  constructor(bytes) {
    this.fields = [...fieldsOf(bytes)];
    const all = (number) => this.fields.filter((f) => f.number === number);
    this.graph = [...fieldsOf(all(7)[0].value)];
    this.doc = text(all(6)[0]?.value);
    this.metadata = new Map(all(14).map((f) => [text(first(f.value, 1)), text(first(f.value, 2))]));
    const parts = (number) => this.graph.filter((f) => f.number === number);
    this.name = text(parts(2)[0]?.value);
    this.initializers = new Map(parts(5).map((f) => [nameOf(f), f]));
    this.inputs = parts(11).map(described);
    this.outputs = parts(12).map(described);
  }

  /** The metadata of a key, which is JSON. */
  says(key, otherwise) {
    return this.metadata.has(key) ? JSON.parse(this.metadata.get(key)) : otherwise;
  }

  /** The numbers of an initializer. */
  numbers(name) {
    const fields = [...fieldsOf(this.initializers.get(name).value)];
    const shape = fields.filter((f) => f.number === 1).flatMap((f) => dims(f.value));
    const type = typeOf("onnx", fields.find((f) => f.number === 2).value);
    return Numbers.of(type, shape, fields.find((f) => f.number === 9)?.value ?? new Uint8Array());
  }

  /** The same with these initializers as inputs, all of which are to be fed. */
  feeding(names) {
    const fed = new Set(names);
    const declared = new Set(this.inputs.map((i) => i.name));
    const inputs = names
      .filter((name) => this.initializers.has(name) && !declared.has(name))
      .map((name) => fieldOf(11, declaration(name, this.numbers(name))));
    return this.bytes([
      ...this.graph.filter((f) => f.number !== 5 || !fed.has(nameOf(f))).map((f) => f.bytes),
      ...inputs,
    ]);
  }

  /** The same with other numbers in initializers, by their names. */
  with(numbers) {
    return this.bytes(
      this.graph.map((f) => {
        const other = f.number === 5 && numbers.get(nameOf(f));
        if (!other) return f.bytes;
        const kept = [...fieldsOf(f.value)].filter((part) => part.number !== 9).map((p) => p.bytes);
        return fieldOf(5, joined([...kept, fieldOf(9, other.bytes)]));
      }),
    );
  }

  bytes(graph) {
    return joined(this.fields.map((f) => (f.number === 7 ? fieldOf(7, joined(graph)) : f.bytes)));
  }
}

/** The name of an initializer. */
const nameOf = (field) => text(first(field.value, 8));

/** Lengths: one, or several that are packed into bytes. */
function dims(value) {
  if (typeof value === "number") return [value];
  const all = [];
  for (let at = 0; at < value.length; at++) {
    let number = 0;
    for (let place = 1; ; place *= 128, at++) {
      number += (value[at] & 127) * place;
      if (value[at] < 128) break;
    }
    all.push(number);
  }
  return all;
}

/** An input or output: its name, its type and its lengths, null where they are free. */
function described(field) {
  const tensor = first(first(field.value, 2), 1);
  const shape = [...fieldsOf(first(tensor, 2) ?? new Uint8Array())].map(
    (dim) => first(dim.value, 1) ?? null,
  );
  return { name: text(first(field.value, 1)), type: typeOf("onnx", first(tensor, 1)), shape };
}

/** What declares an input: ONNX's ValueInfoProto. */
function declaration(name, numbers) {
  const varint = (number, n) => {
    const bytes = [number * 8];
    for (; n > 127; n = Math.floor(n / 128)) bytes.push((n % 128) + 128);
    return Uint8Array.from([...bytes, n]);
  };
  const shape = joined(numbers.shape.map((length) => fieldOf(1, varint(1, length))));
  const tensor = joined([varint(1, numbers.type.onnx), fieldOf(2, shape)]);
  return joined([fieldOf(1, new TextEncoder().encode(name)), fieldOf(2, fieldOf(1, tensor))]);
}
