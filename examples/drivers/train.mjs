// Trains on ONNX Runtime alone: node train.mjs NAME DATA.csv STEPS STATE.safetensors [onnxruntime-web]
import { readFileSync, writeFileSync } from "node:fs";
import { readMetadata } from "./metadata.mjs";

const [name, data, steps, saved, runtime = "onnxruntime-node"] = process.argv.slice(2);
const { InferenceSession, Tensor } = await import(runtime);
const start = await InferenceSession.create(`${name}.init.onnx`);
const step = await InferenceSession.create(`${name}.train.onnx`);
const metadata = readMetadata(readFileSync(`${name}.train.onnx`));
const following = Object.entries(JSON.parse(metadata["nnd.state"])); // [an input, the output that it is fed next]

const state = { ...(await start.run({})) };
const label = metadata["nnd.label"];
const inputs = step.inputMetadata.filter((i) => !(i.name in state) && i.name !== label);
const [, ...lines] = readFileSync(data, "utf8").trim().split("\n");
const rows = lines.map((line) => line.split(",").map(Number)); // the label is the last column

for (let s = 0; s < steps; s++) {
  const batch = Array.from({ length: 64 }, (_, i) => rows[(64 * s + i) % rows.length]); // in order, then again
  const numbers = Float32Array.from(batch.flatMap((row) => row.slice(0, -1)));
  const feed = { ...state, [label]: new Tensor(BigInt64Array.from(batch, (row) => BigInt(row.at(-1))), [64]) };
  for (const { name, shape } of inputs) feed[name] = new Tensor(numbers, [64, ...shape.slice(1)]);
  const results = await step.run(feed);
  console.log(s + 1, results.loss.data[0]);
  for (const [input, output] of following) state[input] = results[output];
}

// safetensors: the length of the header, the header, the numbers
const [header, bytes] = [{}, []];
let at = 0;
for (const [input] of following) {
  const { type, dims, data } = state[input];
  const dtype = type === "int64" ? "I64" : "F32";
  header[input] = { dtype, shape: dims, data_offsets: [at, (at += data.byteLength)] };
  bytes.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
const text = Buffer.from(JSON.stringify(header));
writeFileSync(saved, Buffer.concat([Buffer.from(BigUint64Array.of(BigInt(text.length)).buffer), text, ...bytes]));
