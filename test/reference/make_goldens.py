#!/usr/bin/python3
"""Makes the goldens of the conformance suite: what PyTorch computes, in double precision.

    python3 test/reference/make_goldens.py        (Debian: python3-torch, python3-numpy)

Each case writes goldens/NAME.safetensors with the logits and the loss of the first step, the gradient of every
parameter at the first step, and every parameter after three steps. What goes in is not stored: `numbers` makes it
here, and `test/engine/inputs.ts` makes the same there.
"""
import json
import math
import pathlib
import struct

import numpy as np
import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parent / "goldens"
BATCH, CLASSES, STEPS = 4, 5, 3
RATE, MOMENTUM, DECAY = 0.01, 0.9, 5e-4
# Everything that a person may change about a step, at once: see TrainerOptions, StepSettings and Batch in engine.ts.
EVERY_OPTION = dict(labelSmoothing=0.1, gradientNormLimit=0.5, biasRate=2, biasDecay=False, weights=[0.5, 1, 2, 0.25])

ALEXNET = dict(architecture="alexnet", activation="relu", dropout=0.5, pooling="overlapping", lrn=True, groups=1,
               width=1 / 32, crop=64)
CASES = {
    "alexnet": ALEXNET,
    "alexnet-no-lrn": {**ALEXNET, "lrn": False},
    "alexnet-sigmoid": {**ALEXNET, "activation": "sigmoid"},
    "alexnet-tanh": {**ALEXNET, "activation": "tanh"},
    "alexnet-disjoint": {**ALEXNET, "pooling": "disjoint"},
    "alexnet-average": {**ALEXNET, "pooling": "average"},
    "alexnet-no-dropout": {**ALEXNET, "dropout": 0},
    "alexnet-odd-crop": {**ALEXNET, "crop": 75},
    "alexnet-2gpu": {**ALEXNET, "groups": 2, "width": 1 / 16},
    "alexnet-every-option": {**ALEXNET, "training": EVERY_OPTION},
    "alexnet-wide": {**ALEXNET, "width": 1 / 2, "small_tensors": True},
    "alexnet-2gpu-wide": {**ALEXNET, "groups": 2, "width": 1 / 2, "small_tensors": True},
    "alexnet-torchvision": {**ALEXNET, "architecture": "torchvision", "lrn": False},
    "lenet": {**ALEXNET, "architecture": "lenet", "activation": "tanh", "dropout": 0, "pooling": "average",
              "lrn": False, "width": 1, "crop": 28},
    "lenet-overlapping": {**ALEXNET, "architecture": "lenet", "width": 1, "crop": 28, "lrn": False},
}


def numbers(seed: int, count: int) -> np.ndarray:
    """Uniform in [-1, 1): a 32-bit integer hash of (seed, index)."""
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed) * np.uint32(40503)
        for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
            x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
        x ^= x >> np.uint32(16)
    return x.astype(np.float64) / 2**31 - 1


class Network(nn.Module):
    """The network of a case, with the parameter names that the program uses."""

    def __init__(self, spec: dict, classes: int = CLASSES):
        super().__init__()
        self.spec = spec
        scaled = lambda units: max(1, math.floor(units * spec["width"] + 0.5))
        groups = spec["groups"]
        if spec["architecture"] == "lenet":
            self.conv1 = nn.Conv2d(3, scaled(6), 5, padding=2)
            self.conv2 = nn.Conv2d(scaled(6), scaled(16), 5, groups=groups)
            self.hidden, widths, self.last = ["fc3", "fc4"], [scaled(120), scaled(84)], "fc5"
        else:
            kernels = [96, 256, 384, 384, 256] if spec["architecture"] == "alexnet" else [64, 192, 384, 256, 256]
            one, two, three, four, five = map(scaled, kernels)
            self.conv1 = nn.Conv2d(3, one, 11, 4)
            self.conv2 = nn.Conv2d(one, two, 5, padding=2, groups=groups)
            self.conv3 = nn.Conv2d(two, three, 3, padding=1)
            self.conv4 = nn.Conv2d(three, four, 3, padding=1, groups=groups)
            self.conv5 = nn.Conv2d(four, five, 3, padding=1, groups=groups)
            self.hidden, widths, self.last = ["fc6", "fc7"], [scaled(4096), scaled(4096)], "fc8"
        units = self.features(torch.zeros(1, 3, spec["crop"], spec["crop"])).shape[1]
        for name, width in zip(self.hidden, widths):
            setattr(self, name, nn.Linear(units, width))
            units = width
        setattr(self, self.last, nn.Linear(units, classes))

    def act(self, x):
        return {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}[self.spec["activation"]](x)

    def lrn(self, x):
        # PyTorch divides alpha by the window size.
        return nn.functional.local_response_norm(x, 5, alpha=5e-4, beta=0.75, k=2.0) if self.spec["lrn"] else x

    def pool(self, x):
        pooling, lenet = self.spec["pooling"], self.spec["architecture"] == "lenet"
        if pooling == "average":
            return nn.functional.avg_pool2d(x, 2 if lenet else 3, 2)
        return nn.functional.max_pool2d(x, 3 if pooling == "overlapping" else 2, 2)

    def features(self, x):
        if self.spec["architecture"] == "lenet":
            x = self.pool(self.act(self.conv1(x)))
            return self.pool(self.act(self.conv2(x))).flatten(1)
        border = (1, 2, 1, 2) if self.spec["architecture"] == "alexnet" else (2, 2, 2, 2)
        x = self.pool(self.lrn(self.act(self.conv1(nn.functional.pad(x, border)))))
        x = self.pool(self.lrn(self.act(self.conv2(x))))
        x = self.act(self.conv4(self.act(self.conv3(x))))
        return self.pool(self.act(self.conv5(x))).flatten(1)

    def mask_widths(self):
        """Width of each mask: outputs of the hidden layers, or their inputs in torchvision's form."""
        side = "in_features" if self.spec["architecture"] == "torchvision" else "out_features"
        return [getattr(getattr(self, name), side) for name in self.hidden]

    def forward(self, x, masks):
        x = self.features(x)
        for name in self.hidden:
            if self.spec["architecture"] == "torchvision":
                x = self.act(getattr(self, name)(x * masks[name]))
            else:
                x = self.act(getattr(self, name)(x)) * masks[name]
        return getattr(self, self.last)(x)


def run(spec: dict) -> dict:
    network = Network(spec).double()
    with torch.no_grad():
        for index, parameter in enumerate(network.parameters()):
            fan_in = math.prod(parameter.shape[1:])
            scale = math.sqrt(6 / fan_in) if parameter.dim() > 1 else 0.1
            parameter.copy_(torch.from_numpy(numbers(100 + index, parameter.numel()) * scale).float().view_as(parameter))
    training = spec.get("training", {})
    parameters = dict(network.named_parameters())
    biases = dict(params=[p for name, p in parameters.items() if name.endswith("bias")],
                  lr=RATE * training.get("biasRate", 1), weight_decay=DECAY if training.get("biasDecay", True) else 0)
    weights = dict(params=[p for name, p in parameters.items() if not name.endswith("bias")])
    optimizer = torch.optim.SGD([weights, biases], RATE, momentum=MOMENTUM, weight_decay=DECAY)
    of_picture = torch.tensor(training.get("weights", [1] * BATCH), dtype=torch.float64)
    crop, out = spec["crop"], {}
    for step in range(STEPS):
        images = torch.from_numpy(numbers(1000 * (step + 1), BATCH * 3 * crop * crop)).float().double()
        labels = torch.tensor([(index * 3 + step) % CLASSES for index in range(BATCH)])
        masks = {}
        for index, (name, width) in enumerate(zip(network.hidden, network.mask_widths())):
            kept = numbers(1000 * (step + 1) + 1 + index, BATCH * width) >= 0
            masks[name] = torch.from_numpy(np.where(kept, 2.0, 0.0) if spec["dropout"] else np.ones(BATCH * width)).view(BATCH, width)
        logits = network(images.view(BATCH, 3, crop, crop), masks)
        losses = nn.functional.cross_entropy(logits, labels, reduction="none",
                                             label_smoothing=training.get("labelSmoothing", 0))
        loss = (losses * of_picture).mean()
        optimizer.zero_grad()
        loss.backward()
        if "gradientNormLimit" in training:
            nn.utils.clip_grad_norm_(network.parameters(), training["gradientNormLimit"])
        if step == 0:
            out["logits"], out["loss"] = logits, loss.view(1)
            out |= {f"gradient.{name}": keep(spec, p.grad.clone()) for name, p in network.named_parameters()}
        optimizer.step()
    return out | {name: keep(spec, p) for name, p in network.named_parameters()}


def keep(spec: dict, tensor: torch.Tensor) -> torch.Tensor:
    """The tensor; of a wide network only some 2,000 numbers, evenly spread, to keep the files small."""
    return tensor.flatten()[:: math.ceil(tensor.numel() / 2000)] if spec.get("small_tensors") else tensor


def write(path: pathlib.Path, tensors: dict, metadata: dict) -> None:
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().float().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main() -> None:
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    for name, spec in CASES.items():
        switches = {key: value for key, value in spec.items() if key not in ("small_tensors", "training")}
        metadata = {"spec": json.dumps({**switches, "classes": CLASSES}), "training": json.dumps(spec.get("training", {}))}
        write(FOLDER / f"{name}.safetensors", run(spec), metadata)
        print(name)


if __name__ == "__main__":
    main()
