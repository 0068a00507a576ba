// The metadata of a model, which onnxruntime-node and onnxruntime-web don't tell.

/** The texts in the bytes of an ONNX file, by name: entries of ModelProto's field 14. */
export function readMetadata(model) {
  const entries = [...fields(model)].filter(([field]) => field === 14);
  const decoder = new TextDecoder();
  const texts = (entry) => [...fields(entry)].map(([, text]) => decoder.decode(text));
  return Object.fromEntries(entries.map(([, entry]) => texts(entry)));
}

/** The fields of a protobuf message that are bytes, [number, bytes]; it has no others but integers. */
function* fields(message) {
  let at = 0;
  const integer = () => {
    let [n, unit] = [0, 1];
    for (; message[at] > 127; unit *= 128) n += (message[at++] - 128) * unit;
    return n + message[at++] * unit;
  };
  while (at < message.length) {
    const [tag, n] = [integer(), integer()];
    if (tag % 8 === 2) yield [tag >> 3, message.subarray(at, (at += n))];
  }
}
