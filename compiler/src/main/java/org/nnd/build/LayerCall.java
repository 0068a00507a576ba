package org.nnd.build;

import java.util.ArrayList;
import java.util.List;
import org.nnd.call.Catalogue;
import org.nnd.layer.Layer;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** A layer of a catalogue with its arguments; weights come into being where it is used. */
public abstract non-sealed class LayerCall extends Call<Layer> implements Placed {
  LayerCall(Catalogue<Layer> catalogue, String name, Arguments arguments) {
    super(catalogue, name, arguments);
  }

  @Override
  public final String name() {
    return entry().name();
  }

  @Override
  public final Tensors apply(Tensors values) {
    return values.model().layer(name(), path -> at(path, values));
  }

  /**
   * @throws NndException if the layer can't take the values (NND0204, NND0219), or an argument is
   *     out of its range (NND0205)
   */
  @Override
  public final Tensors at(String path, Tensors values) {
    entry()
        .miscount(values.all().size())
        .ifPresent(
            message -> {
              throw new NndException(Diagnostic.of("NND0219", message));
            });
    List<Tensor> all = new ArrayList<>(values.all());
    all.addAll(sent());
    return values.model().add(made(), name(), path, all);
  }
}
