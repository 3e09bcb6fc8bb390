#!/usr/bin/python3
"""Makes files of PyTorch for the tests that read them, and what PyTorch makes of pictures with their weights.

    python3 test/reference/make_pytorch_files.py        (Debian: python3-torch, python3-numpy)

The weights are a lenet's under the names that torchvision would give them: weights/lenet.pth as `torch.save` writes it
today, weights/lenet-old.pth in the form before PyTorch 1.6, there as one part of a training checkpoint, in half
precision and on two axes turned round; weights/lenet.onnx as PyTorch exports the network. All hold the same numbers. weights/lenet-logits.txt has the logits of two pictures,
whose bytes `numbers` makes here and `test/engine/inputs.ts` there, normalised as torchvision does it.
"""
import collections
import pathlib

import numpy as np
import torch
from torch import nn

from make_goldens import numbers

FOLDER = pathlib.Path(__file__).parent / "weights"
PICTURES, SIDE, CLASSES = 2, 28, 7


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2),
                                      nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2))
        self.classifier = nn.Sequential(nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(),
                                        nn.Linear(84, CLASSES))

    def forward(self, images):
        return self.classifier(torch.flatten(self.features(images), 1))


def weights(seed: int, shape: tuple) -> torch.Tensor:
    """Sixteenths of a unit, so that half precision holds them and the files pack well."""
    drawn = np.round(numbers(seed, int(np.prod(shape))) * 4) / 16
    return torch.tensor(drawn.reshape(shape), dtype=torch.float32)


def main():
    FOLDER.mkdir(exist_ok=True)
    network = LeNet()
    state = collections.OrderedDict(
        (name, weights(seed, tuple(tensor.shape))) for seed, (name, tensor) in enumerate(network.state_dict().items()))
    network.load_state_dict(state)
    torch.save(state, FOLDER / "lenet.pth")
    torch.onnx.export(network.eval(), torch.zeros(1, 3, SIDE, SIDE), FOLDER / "lenet.onnx", opset_version=13)
    halves = {f"module.{name}": tensor.half() for name, tensor in state.items()}
    name = "module.classifier.0.weight"
    halves[name] = halves[name].t().contiguous().t()
    torch.save({"epoch": 3, "state_dict": halves, "steps": torch.tensor([7]), "optimizer": {"lr": 0.1}},
               FOLDER / "lenet-old.pth", _use_new_zipfile_serialization=False)

    pixels = np.round(127.5 + 127.5 * numbers(8, PICTURES * SIDE * SIDE * 3)).reshape(PICTURES, SIDE, SIDE, 3)
    images = torch.tensor(pixels.transpose(0, 3, 1, 2) / 255, dtype=torch.float64)
    mean, deviation = (torch.tensor(values, dtype=torch.float64).reshape(3, 1, 1)
                       for values in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
    with torch.no_grad():
        logits = network.double()((images - mean) / deviation)
    (FOLDER / "lenet-logits.txt").write_text("".join(f"{logit}\n" for logit in logits.flatten().tolist()))


if __name__ == "__main__":
    main()
