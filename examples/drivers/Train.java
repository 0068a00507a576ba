// Trains on ONNX Runtime alone: java -cp onnxruntime.jar:. Train NAME DATA.csv STEPS STATE.safetensors
import ai.onnxruntime.*;
import java.nio.FloatBuffer;
import java.nio.file.*;
import java.util.*;

class Train {
  public static void main(String[] args) throws Exception {
    var ort = OrtEnvironment.getEnvironment();
    var step = ort.createSession(args[0] + ".train.onnx");
    var start = ort.createSession(args[0] + ".init.onnx").run(Map.of());
    var metadata = step.getMetadata().getCustomMetadata();
    var state = metadata.get("nnd.state").split("[{\":,}]+"); // "", an input, what it is fed next, an input, ...
    var label = metadata.get("nnd.label");

    var feed = new TreeMap<String, OnnxTensor>();
    start.forEach(first -> feed.put(first.getKey(), (OnnxTensor) first.getValue()));
    var input = step.getInputNames().stream().filter(i -> !feed.containsKey(i) && !i.equals(label)).findFirst().get();
    var shape = ((TensorInfo) step.getInputInfo().get(input).getInfo()).getShape();
    shape[0] = 64;
    var rows = Files.lines(Path.of(args[1])).skip(1).map(row -> row.split(",")).toList();

    AutoCloseable before = () -> {}; // the run whose results are fed
    for (int s = 0; s < Integer.parseInt(args[2]); s++) {
      var labels = new long[64];
      var numbers = FloatBuffer.allocate(64 * (rows.get(0).length - 1));
      for (int i = 0; i < 64; i++) {
        var row = rows.get((64 * s + i) % rows.size()); // in order, then again
        labels[i] = Long.parseLong(row[row.length - 1]); // the label is the last column
        for (int j = 0; j < row.length - 1; j++) numbers.put(Float.parseFloat(row[j]));
      }
      try (var x = OnnxTensor.createTensor(ort, numbers.flip(), shape); var y = OnnxTensor.createTensor(ort, labels)) {
        feed.putAll(Map.of(input, x, label, y));
        var results = step.run(feed);
        System.out.println(s + 1 + " " + results.get("loss").get().getValue());
        for (int i = 1; i < state.length; i += 2) feed.put(state[i], (OnnxTensor) results.get(state[i + 1]).get());
        before.close();
        before = results;
      }
    }
    feed.keySet().retainAll(List.of(state));
    Safetensors.write(Path.of(args[3]), feed);
  }
}
