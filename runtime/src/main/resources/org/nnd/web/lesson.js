/** Numbers from 0 to 1 that are the same each time: the generator mulberry32. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * How a network learns from corrections: a few steps, each on the newest correction a few times, on
 * earlier ones, and on examples that it learned from before, so that it doesn't forget them.
 */
class Teacher {
  static BATCH = 64;
  static MOST = 300;
  static NEWEST = 4;
  static EARLIER = 8;

  /** After so many steps that were not enough the newest stands in the batch once more. */
  static PATIENCE = 5;

  /** The part of the training's own learning rate: there is less to learn, and much to keep. */
  static RATE = 0.5;

  constructor(network, kept) {
    Object.assign(this, { network, kept });
    const rate = network.first.get("optimizer/lr");
    if (rate) rate.data[0] *= Teacher.RATE;
    this.reset();
  }

  /** Forgets all that was learned here. */
  reset() {
    this.network.reset();
    this.corrections = [];
    this.random = random(1);
  }

  some(examples, count) {
    const rest = [...examples];
    const chosen = [];
    while (rest.length > 0 && chosen.length < count) {
      chosen.push(...rest.splice(Math.floor(this.random() * rest.length), 1));
    }
    return chosen;
  }

  batch(step) {
    const more = Math.floor(step / Teacher.PATIENCE);
    const times = Math.min(Teacher.NEWEST + more, Teacher.BATCH / 2);
    const newest = Array(times).fill(this.corrections.at(-1));
    const batch = [...newest, ...this.some(this.corrections.slice(0, -1), Teacher.EARLIER)];
    return [...batch, ...this.some(this.kept, Teacher.BATCH - batch.length)];
  }

  /**
   * Learns a corrected example; gives the loss of each step.
   *
   * @param enough says of the example's prediction whether it is right
   */
  async *learn(example, enough) {
    this.corrections.push(example);
    for (let step = 0; step < Teacher.MOST; step++) {
      yield await this.network.step(this.batch(step));
      if (enough((await this.network.predict([example]))[0])) return;
    }
  }
}
