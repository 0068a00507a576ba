/** Named tensors in one file that many languages read: the safetensors format. */
const Safetensors = {
  /** The bytes of tensors by name, and of texts. */
  write(tensors, texts) {
    const header = { __metadata__: texts };
    let end = 0;
    for (const [name, t] of tensors) {
      const start = end;
      end += t.bytes.length;
      header[name] = { dtype: t.type.safetensors, shape: t.shape, data_offsets: [start, end] };
    }
    const json = JSON.stringify(header);
    const head = new TextEncoder().encode(json + " ".repeat(-new Blob([json]).size & 7));
    const length = new Uint8Array(new BigUint64Array([BigInt(head.length)]).buffer);
    return joined([length, head, ...[...tensors.values()].map((t) => t.bytes)]);
  },

  /** The tensors by name. */
  read(bytes) {
    const wrong = new Error("this is no safetensors file, or it is not complete");
    if (bytes.length < 8) throw wrong;
    const start = 8 + Number(new BigUint64Array(bytes.slice(0, 8).buffer)[0]);
    if (!(start <= bytes.length)) throw wrong;
    let header;
    try {
      header = JSON.parse(text(bytes.subarray(8, start)));
    } catch {
      throw wrong;
    }
    const tensors = new Map();
    for (const [name, t] of Object.entries(header)) {
      if (name === "__metadata__") continue;
      const [from, to] = t.data_offsets;
      if (!(start + to <= bytes.length)) throw wrong;
      const data = bytes.subarray(start + from, start + to);
      tensors.set(name, Numbers.of(typeOf("safetensors", t.dtype), t.shape, data));
    }
    return tensors;
  },
};
