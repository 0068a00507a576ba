package org.nnd.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.syntax.File;
import org.nnd.syntax.Item;
import org.nnd.train.Training;

/**
 * A setting of a training.
 *
 * @param name as the text writes it
 * @param value what held
 * @param from where the value comes from; empty for the text itself
 */
public record Setting(String name, String value, String from) {

  /**
   * What held in a training: the train section of a model, and what the command line said
   * otherwise.
   *
   * @param commandLine values by the setting's name; {@code lr} is the optimizer's
   */
  public static List<Setting> of(File text, Training training, Map<String, String> commandLine) {
    Map<String, String> otherwise = new LinkedHashMap<>(commandLine);
    List<Setting> all = new ArrayList<>();
    for (Item.Setting s : written(text, training.network().name())) {
      String name = s.name().text();
      String value = s.value().span().text().replaceAll("\\s+", " ");
      Optional<String> other = Optional.ofNullable(otherwise.remove(name));
      all.add(
          new Setting(
              name,
              other.orElse(value),
              other.map(o -> "command line; the text says " + value).orElse("")));
    }
    otherwise.forEach((name, value) -> all.add(new Setting(name, value, "command line")));
    addDefault(all, Training.EPOCHS.name(), training.epochs());
    addDefault(all, Training.BATCH.name(), training.batch());
    addDefault(all, Training.SEED.name(), training.seed());
    return all;
  }

  private static List<Item.Setting> written(File text, String model) {
    return text.items().stream()
        .filter(i -> i instanceof Item.Train t && t.model().text().equals(model))
        .flatMap(i -> ((Item.Train) i).settings().stream())
        .toList();
  }

  private static void addDefault(List<Setting> all, String name, long value) {
    if (all.stream().noneMatch(s -> s.name.equals(name))) {
      all.add(new Setting(name, Long.toString(value), "by default"));
    }
  }
}
