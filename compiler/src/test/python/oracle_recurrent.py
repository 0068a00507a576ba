#!/usr/bin/env python3
"""Expected values for recurrent networks and attention, as oracle.py makes them for the rest.

Writes recurrent.json and training_recurrent.json into compiler/src/test/resources/oracle/. How to
run and what the files hold is said in oracle.py.

Sequences of several lengths are padded with numbers that must not be seen; the recurrent layers of
PyTorch see them packed.
"""

import dataclasses

import oracle
import torch
from oracle import Case, Training, adam, layer, named, sgd
from torch import nn
from torch.nn import functional
from torch.nn.utils import rnn


# The layers under our names


class Layered:
    """Before nn.RNN, nn.GRU and nn.LSTM: the batch first, our weights and results.

    `gates` says at which place of ours each of PyTorch's gates stands. While `continuing`, it
    begins with the states that it ended with before.
    """

    def __init__(self, *arguments, returns="sequence", **settings):
        super().__init__(*arguments, batch_first=True, **settings)
        self.returns = returns
        self.continuing = False
        self.left = None

    def named_weights(self):
        result = {}
        for i in range(self.num_layers):
            for backward in range(2 if self.bidirectional else 1):
                path = (f"layer{i + 1}/" if i else "") + ("backward/" if backward else "")
                end = f"_l{i}" + ("_reverse" if backward else "")
                for theirs, ours in (("ih", "input"), ("hh", "recurrent")):
                    for kind in ("weight", "bias"):
                        blocks = getattr(self, f"{kind}_{theirs}{end}").chunk(len(self.gates))
                        ordered = [blocks[self.gates.index(g)] for g in range(len(blocks))]
                        result[f"{path}{ours}_{kind}"] = torch.cat(ordered)
        return result

    def forward(self, x, *state, lengths=None):
        """The sequence and the last states: [batch, layers * directions, hidden], fewer if one."""
        rows = [s.reshape(len(s), -1, self.hidden_size).transpose(0, 1).contiguous() for s in state]
        first = tuple(rows) if len(rows) > 1 else rows[0] if rows else None
        if lengths is None:
            sequence, end = super().forward(x, self.left if self.continuing else first)
        else:
            packed = rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            sequence, end = super().forward(packed, first)
            total = x.shape[1]
            sequence, _ = rnn.pad_packed_sequence(sequence, batch_first=True, total_length=total)
        ends = end if isinstance(end, tuple) else (end,)
        detached = tuple(e.detach() for e in ends)
        self.left = detached if len(ends) > 1 else detached[0]
        directions = 2 if self.bidirectional else 1
        if self.returns == "final":
            return ends[0][-directions:].transpose(0, 1).flatten(1)
        if self.returns == "sequence":
            return sequence
        one = self.num_layers * directions == 1
        return sequence, *(e[0] if one else e.transpose(0, 1) for e in ends)


class Rnn(Layered, nn.RNN):
    gates = (0,)


class Gru(Layered, nn.GRU):
    gates = (1, 0, 2)  # theirs: reset, update, new


class Lstm(Layered, nn.LSTM):
    gates = (0, 2, 3, 1)  # theirs: input, forget, cell, output


class Attention(nn.Module):
    """Scaled dot-product attention; a query that may see nothing gets zeros."""

    def __init__(self, causal=False, scale=None):
        super().__init__()
        self.causal = causal
        self.scale = scale

    def forward(self, query, key=None, value=None, lengths=None):
        key = query if key is None else key
        value = key if value is None else value
        seen = seen_by(query, key, self.causal, lengths)
        return functional.scaled_dot_product_attention(query, key, value, seen, scale=self.scale)


def seen_by(query, key, causal, lengths):
    """[batch, queries, keys]: which key which query may see."""
    shape = (len(query), query.shape[1], key.shape[1])
    seen = torch.ones(shape, dtype=torch.bool)
    if causal:
        seen = seen.tril()
    if lengths is not None:
        seen = seen & (torch.arange(shape[2]) < lengths[:, None, None])
    return seen


class MultiHead(nn.MultiheadAttention):
    """With biases that aren't zero, which would hide mistakes."""

    def __init__(self, width, heads, bias=True, causal=False):
        super().__init__(width, heads, bias=bias, batch_first=True)
        self.causal = causal

    def reset_parameters(self):
        self._reset_parameters()
        self.out_proj.reset_parameters()
        for bias in (self.in_proj_bias, self.out_proj.bias):
            if bias is not None:
                nn.init.uniform_(bias, -1, 1)

    def named_weights(self):
        result = {"input_weight": self.in_proj_weight, "output_weight": self.out_proj.weight}
        if self.in_proj_bias is not None:
            result |= {"input_bias": self.in_proj_bias, "output_bias": self.out_proj.bias}
        return result

    def forward(self, query, key=None, value=None, lengths=None):
        key = query if key is None else key
        value = key if value is None else value
        hidden = ~seen_by(query, key, self.causal, lengths)
        hidden = hidden.repeat_interleave(self.num_heads, 0)
        return super().forward(query, key, value, attn_mask=hidden, need_weights=False)[0]


class Additive(nn.Module):
    """Bahdanau and others, 2014, with the formula written down."""

    def __init__(self, queries, keys, hidden):
        super().__init__()
        self.query = nn.Linear(queries, hidden, bias=False)
        self.key = nn.Linear(keys, hidden, bias=False)
        self.score = nn.Linear(hidden, 1, bias=False)

    def reset_parameters(self):
        for each in self.children():
            each.reset_parameters()

    def named_weights(self):
        return {f"{name}_weight": each.weight for name, each in self.named_children()}

    def forward(self, query, key, value, lengths=None):
        sums = self.query(query)[:, :, None] + self.key(key)[:, None]
        scores = self.score(torch.tanh(sums))[..., 0]
        hidden = ~seen_by(query, key, False, lengths)
        return torch.softmax(scores.masked_fill(hidden, -torch.inf), -1) @ value


oracle.KINDS |= {
    "rnn": nn.RNN,
    "gru": nn.GRU,
    "lstm": nn.LSTM,
    "attention": Attention,
    "multi_head_attention": MultiHead,
    "additive_attention": Additive,
}


class Counted:
    """Before Case or Training: the examples have several lengths, drawn last."""

    def inputs(self, examples):
        steps = self.longest()
        counts = torch.randint(1, steps + 1, (examples,))
        counts[torch.randint(examples, ())] = steps // 2
        return super().inputs(examples) | {"lengths": counts}

    def longest(self):
        return max(self.lengths.values(), default=6)


class CountedCase(Counted, Case):
    pass


class CountedTraining(Counted, Training):
    pass


# recurrent.json


def outputs(name, text, modules, forward, case=Case, **settings):
    """A case of several results; each line of the text is a statement."""
    lines = "\n".join(f"  {line}" for line in text)
    return case(name, f"model M {{\n{lines}\n}}", modules, forward, **settings)


def with_lengths(name, call, module, shape="6, 3"):
    text = ["input x: float[" + shape + "]", "input lengths: int64", f"output x -> {call}"]
    lengths = {"T": 6} if "T" in shape else {}

    def forward(m, x, lengths):
        (only,) = m.values()
        return only(x, lengths=lengths)

    return outputs(name, text, named(module), forward, CountedCase, lengths=lengths)


def both(name, call, module, *inputs):
    """All results of a layer. Inputs behind the first are states."""
    text = [f"input {'xhc'[i]}: float[{shape}]" for i, shape in enumerate(inputs)]
    states = ["sequence", "h", "c"] if isinstance(module, nn.LSTM) else ["sequence", "h"]
    text += [f"all = x -> {call}"]
    text += [f"output {s}{'_last' if s != 'sequence' else ''} = all[{i}]"
             for i, s in enumerate(states)]
    names = [s if s == "sequence" else s + "_last" for s in states]

    def forward(m, x, *state):
        (only,) = m.values()
        return dict(zip(names, only(x, *state)))

    return outputs(name, text, named(module), forward)


def final(kind, *arguments, **settings):
    return kind(*arguments, returns="final", **settings)


def all_of(kind, *arguments, **settings):
    return kind(*arguments, returns="both", **settings)


def attending(name, call, module, case=Case, free=None, **types):
    text = [f"input {name}: {kind}" for name, kind in types.items()]
    text.append(f"output {call}")

    def forward(m, *inputs):
        (only,) = m.values()
        return only(**dict(zip(types, inputs)))

    return outputs(name, text, named(module), forward, case, lengths=free or {})


QKV = {"query": "float[3, 4]", "key": "float[6, 4]", "value": "float[6, 5]"}
ALIKE = {"query": "float[3, 4]", "key": "float[6, 4]", "value": "float[6, 4]"}
FREE = {"query": "float[Q, 4]", "key": "float[T, 4]", "value": "float[T, 5]"}
SELF = {"query": "float[6, 4]"}
COUNTS = {"lengths": "int64"}

DECODER = [
    "input x: float[5, 3]",
    "input y: float[4, 2]",
    "seen = x -> {0}(4, layers=2, returns=both)",
    "output y -> {0}(4, layers=2, state={1}) -> dense(2)",
]


def translated(kind, state):
    modules = named(all_of(kind, 3, 4, 2), kind(2, 4, 2), nn.Linear(4, 2))
    text = [line.format(kind.__name__.lower(), state) for line in DECODER]

    def forward(m, x, y):
        encoder, decoder, dense = m.values()
        return dense(decoder(y, *encoder(x)[1:]))

    return text, modules, forward


LAYERS = [
    layer("rnn", "6, 3", "rnn(4)", Rnn(3, 4)),
    layer("rnn, relu", "6, 3", "rnn(4, activation=relu)", Rnn(3, 4, nonlinearity="relu")),
    layer("rnn, relu, both directions", "6, 3", "rnn(4, activation=relu, bidirectional=true)",
          Rnn(3, 4, nonlinearity="relu", bidirectional=True)),
    layer("rnn, final", "6, 3", "rnn(4, returns=final)", final(Rnn, 3, 4)),
    layer("rnn, three layers", "4, 3", "rnn(2, layers=3)", Rnn(3, 2, 3)),
    both("rnn, state", "rnn(4, state=h, returns=both)", all_of(Rnn, 3, 4), "5, 3", "4"),
    with_lengths("rnn, lengths", "rnn(4, lengths=lengths)", Rnn(3, 4)),
    layer("gru, two layers", "5, 3", "gru(4, layers=2)", Gru(3, 4, 2)),
    layer("gru, both directions", "5, 3", "gru(4, bidirectional=true)",
          Gru(3, 4, bidirectional=True)),
    layer("gru, both directions, final", "5, 3", "gru(4, bidirectional=true, returns=final)",
          final(Gru, 3, 4, bidirectional=True)),
    layer("gru, dropout between layers", "5, 3", "gru(4, layers=2, dropout=0.3)",
          Gru(3, 4, 2, dropout=0.3)),
    both("gru, both results", "gru(4, returns=both)", all_of(Gru, 3, 4), "5, 3"),
    both("gru, both results of all layers and directions",
         "gru(2, layers=2, bidirectional=true, returns=both)",
         all_of(Gru, 3, 2, 2, bidirectional=True), "5, 3"),
    both("gru, state", "gru(4, state=h, returns=both)", all_of(Gru, 3, 4), "5, 3", "4"),
    both("gru, state as a row", "gru(4, state=h, returns=both)", all_of(Gru, 3, 4), "5, 3", "1, 4"),
    both("gru, state of all layers and directions",
         "gru(2, layers=2, bidirectional=true, state=h, returns=both)",
         all_of(Gru, 3, 2, 2, bidirectional=True), "5, 3", "4, 2"),
    with_lengths("gru, lengths", "gru(4, lengths=lengths)", Gru(3, 4)),
    with_lengths("gru, lengths, final, both directions",
                 "gru(3, layers=2, bidirectional=true, lengths=lengths, returns=final)",
                 final(Gru, 3, 3, 2, bidirectional=True), "T, 3"),
    outputs("gru, encoder and decoder", *translated(Gru, "seen[1]")),
    layer("lstm", "6, 3", "lstm(4)", Lstm(3, 4)),
    layer("lstm, final", "6, 3", "lstm(4, returns=final)", final(Lstm, 3, 4)),
    layer("lstm, one step", "1, 3", "lstm(2)", Lstm(3, 2)),
    layer("lstm, free length", "T, 3", "lstm(4, layers=2)", Lstm(3, 4, 2), lengths={"T": 7}),
    layer("lstm, dropout between layers", "5, 3", "lstm(hidden=4, layers=2, dropout=0.2)",
          Lstm(3, 4, 2, dropout=0.2)),
    layer("lstm, both directions", "5, 3", "lstm(4, bidirectional=true)",
          Lstm(3, 4, bidirectional=True)),
    layer("lstm, two layers, both directions, final", "T, 3",
          "lstm(3, layers=2, bidirectional=true, returns=final)",
          final(Lstm, 3, 3, 2, bidirectional=True), lengths={"T": 5}),
    both("lstm, both results", "lstm(4, returns=both)", all_of(Lstm, 3, 4), "5, 3"),
    both("lstm, state", "lstm(4, state=[h, c], returns=both)", all_of(Lstm, 3, 4),
         "5, 3", "4", "4"),
    both("lstm, state of all layers and directions",
         "lstm(2, layers=2, bidirectional=true, state=[h, c], returns=both)",
         all_of(Lstm, 3, 2, 2, bidirectional=True), "5, 3", "4, 2", "4, 2"),
    with_lengths("lstm, lengths", "lstm(4, lengths=lengths)", Lstm(3, 4)),
    with_lengths("lstm, lengths, final", "lstm(4, lengths=lengths, returns=final)",
                 final(Lstm, 3, 4)),
    with_lengths("lstm, lengths, two layers, both directions",
                 "lstm(3, layers=2, bidirectional=true, lengths=lengths)",
                 Lstm(3, 3, 2, bidirectional=True)),
    outputs(
        "lstm, lengths, state, all results",
        ["input x: float[T, 3]", "input h: float[2, 2]", "input c: float[2, 2]",
         "input lengths: int64",
         "all = lstm(x, 2, bidirectional=true, lengths=lengths, state=[h, c], returns=both)",
         "output all[0]", "output all[1]", "output all[2]"],
        named(all_of(Lstm, 3, 2, bidirectional=True)),
        lambda m, x, h, c, lengths: dict(
            zip(["output", "output_2", "output_3"], m["lstm"](x, h, c, lengths=lengths))
        ),
        CountedCase,
        lengths={"T": 6},
    ),
    outputs("lstm, encoder and decoder", *translated(Lstm, "[seen[1], seen[2]]")),
]

ATTENTION = [
    attending("attention, to itself", "query -> attention", Attention(), **SELF),
    attending("attention", "attention(query, key, value)", Attention(), **QKV),
    attending("attention, causal", "query -> attention(causal=true)", Attention(True), **SELF),
    attending("attention, causal, fewer queries than keys",
              "attention(query, key, value, causal=true)", Attention(True), **QKV),
    attending("attention, scale", "attention(query, key, value, scale=0.3)",
              Attention(scale=0.3), **QKV),
    attending("attention, dropout", "query -> attention(dropout=0.1)", Attention(), **SELF),
    attending("attention, lengths", "attention(query, key, value, lengths=lengths)", Attention(),
              CountedCase, **QKV, **COUNTS),
    attending("attention, causal, lengths, free lengths",
              "attention(query, key, value, causal=true, lengths=lengths)", Attention(True),
              CountedCase, {"Q": 3, "T": 5}, **FREE, **COUNTS),
    attending("multi_head_attention", "query -> multi_head_attention(2)", MultiHead(4, 2), **SELF),
    attending("multi_head_attention, one head", "query -> multi_head_attention(heads=1)",
              MultiHead(4, 1), **SELF),
    attending("multi_head_attention, no bias", "query -> multi_head_attention(4, bias=false)",
              MultiHead(4, 4, False), **SELF),
    attending("multi_head_attention, causal, free length",
              "query -> multi_head_attention(2, causal=true)", MultiHead(4, 2, causal=True),
              Case, {"T": 5}, query="float[T, 4]"),
    attending("multi_head_attention, query, key and value",
              "multi_head_attention(query, key, value, heads=2)", MultiHead(4, 2), **ALIKE),
    attending("multi_head_attention, lengths",
              "multi_head_attention(query, key, value, heads=2, lengths=lengths)", MultiHead(4, 2),
              CountedCase, **ALIKE, **COUNTS),
    attending("multi_head_attention, causal, lengths, free length",
              "query -> multi_head_attention(2, causal=true, lengths=lengths)",
              MultiHead(4, 2, causal=True), CountedCase, {"T": 5}, query="float[T, 4]", **COUNTS),
    attending("additive_attention", "additive_attention(query, key, value, hidden=3)",
              Additive(4, 4, 3), **QKV),
    attending("additive_attention, lengths, free lengths",
              "additive_attention(query, key, value, hidden=3, lengths=lengths)",
              Additive(4, 4, 3), CountedCase, {"Q": 3, "T": 5}, **FREE, **COUNTS),
]


# training_recurrent.json


def training(name, text, modules, forward, case=Training, **settings):
    return outputs(name, text, modules, forward, case, **settings)


@dataclasses.dataclass
class ContinuedTraining(Training):
    """Each step goes on with the states of the one before, without a gradient through them."""

    def other_lines(self):
        return ['data text("a.txt", windows=continued)', f"batch {oracle.TRAINING_EXAMPLES}"]

    def run(self, modules, batches):
        for module in modules.values():
            if isinstance(module, Layered):
                module.continuing = True
                module.left = None
        return super().run(modules, batches)


def continued(name, call, module, loss="mse", after=4, **settings):
    text = ["input x: float[T, 3]", f"output y = x -> {call} -> dense(2)"]
    return training(name, text, named(module, nn.Linear(after, 2)), oracle.pipeline,
                    ContinuedTraining, lengths={"T": 5}, loss=loss, **settings)


def decoding(kind, state):
    text, modules, forward = translated(kind, state)
    text = [line.replace("output y ->", "output result = y ->") for line in text]
    return text, modules, forward


def counted(call, module, shape, after=None):
    text = [f"input x: float[{shape}]", "input lengths: int64",
            f"output y = x -> {call} -> dense(2)"]

    def forward(m, x, lengths):
        recurrent, dense = m.values()
        return dense(recurrent(x, lengths=lengths))

    return text, named(module, after), forward


def encoder(m, query, lengths):
    heads, wide, narrow = m.values()
    attended = query + heads(query, lengths=lengths)
    return attended + narrow(functional.relu(wide(attended)))


def over_memory(m, query, memory, lengths):
    additive, dense, scaled = m.values()
    read = additive(query, memory, memory, lengths=lengths)
    return scaled(dense(read), memory, memory, lengths=lengths)


TRAININGS = [
    training("lstm, two layers, both directions, final, cross entropy",
             ["input x: float[6, 3]", "output y = x -> lstm(4, layers=2, bidirectional=true,"
              " returns=final) -> dense(3)"],
             named(final(Lstm, 3, 4, 2, bidirectional=True), nn.Linear(8, 3)), oracle.pipeline,
             **adam(lr=0.01)),
    training("lstm of free length, mse on every step",
             ["input x: float[T, 3]", "output y = x -> lstm(4) -> dense(2)"],
             named(Lstm(3, 4), nn.Linear(4, 2)), oracle.pipeline, lengths={"T": 6}, loss="mse",
             **sgd(lr=0.3, momentum=0.9)),
    training("rnn with relu, mse on every step",
             ["input x: float[6, 3]", "output y = x -> rnn(4, activation=relu) -> dense(2)"],
             named(Rnn(3, 4, nonlinearity="relu"), nn.Linear(4, 2)), oracle.pipeline, loss="mse",
             **sgd(lr=0.1)),
    training("rnn, both directions, final",
             ["input x: float[6, 3]",
              "output y = x -> rnn(4, bidirectional=true, returns=final) -> dense(3)"],
             named(final(Rnn, 3, 4, bidirectional=True), nn.Linear(8, 3)), oracle.pipeline,
             **sgd(lr=0.2)),
    training("gru, encoder and decoder, mse", *decoding(Gru, "seen[1]"), loss="mse",
             **adam(lr=0.01)),
    training("lstm, encoder and decoder, mse", *decoding(Lstm, "[seen[1], seen[2]]"), loss="mse",
             **adam(lr=0.01)),
    training("lstm, lengths, both directions, mse on every step",
             *counted("lstm(4, bidirectional=true, lengths=lengths)",
                      Lstm(3, 4, bidirectional=True), "T, 3", nn.Linear(8, 2)),
             CountedTraining, lengths={"T": 6}, loss="mse", **adam(lr=0.01)),
    training("gru, lengths, two layers, both directions, final",
             *counted("gru(3, layers=2, bidirectional=true, lengths=lengths, returns=final)",
                      final(Gru, 3, 3, 2, bidirectional=True), "6, 3", nn.Linear(6, 2)),
             CountedTraining, **adam(lr=0.01)),
    continued("rnn, continued", "rnn(4)", Rnn(3, 4), **sgd(lr=0.1)),
    continued("gru, two layers, continued", "gru(4, layers=2)", Gru(3, 4, 2), **adam(lr=0.01)),
    continued("lstm, two layers, final, continued", "lstm(4, layers=2, returns=final)",
              final(Lstm, 3, 4, 2), loss="cross_entropy", **adam(lr=0.01)),
    training("multi_head_attention in a residual block, lengths",
             ["input query: float[T, 4]", "input lengths: int64",
              "attended = query + multi_head_attention(query, 2, causal=true, lengths=lengths)",
              "output y = attended + (attended -> dense(8) -> relu -> dense(4))"],
             named(MultiHead(4, 2, causal=True), nn.Linear(4, 8), nn.Linear(8, 4)), encoder,
             CountedTraining, lengths={"T": 5}, loss="mse", **sgd(lr=0.05)),
    training("additive_attention, then attention, lengths",
             ["input query: float[3, 2]", "input memory: float[T, 4]", "input lengths: int64",
              "read = additive_attention(query, memory, memory, 3, lengths=lengths) -> dense(4)",
              "output y = attention(read, memory, memory, lengths=lengths)"],
             named(Additive(2, 4, 3), nn.Linear(4, 4), Attention()), over_memory,
             CountedTraining, lengths={"T": 5}, loss="mse", **sgd(lr=0.5)),
]


def typed(tensors):
    """A tensor of whole numbers says so."""
    if "lengths" in tensors:
        tensors["lengths"]["type"] = "int64"


def layers():
    for case in oracle.layers(LAYERS + ATTENTION):
        typed(case["inputs"])
        yield case


def trainings():
    for case in oracle.trainings(TRAININGS):
        for batch in case["batches"]:
            typed(batch)
        yield case


def main():
    oracle.prepare()
    oracle.write("recurrent.json", layers())
    oracle.write("training_recurrent.json", trainings())


if __name__ == "__main__":
    main()
