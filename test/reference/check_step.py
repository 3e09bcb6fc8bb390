#!/usr/bin/python3
"""Holds one full-size training step of this program against PyTorch in double precision.

    python3 test/reference/check_step.py [--network alexnet] [--batch 4] [--classes 1000] [--device cpu]

Makes weights and a batch, lets `cli step` and PyTorch do the same step, and prints the largest relative error
(‖a−b‖ / ‖b‖) over all tensors. Debian: python3-torch, python3-numpy. Exits with 1 above 1e-4.
"""
import argparse
import json
import pathlib
import struct
import subprocess
import tempfile

import numpy as np
import torch
from torch import nn

from make_goldens import ALEXNET, Network

ROOT = pathlib.Path(__file__).parent.parent.parent
SPECS = {
    "alexnet": {**ALEXNET, "width": 1, "crop": 224},
    "alexnet-2gpu": {**ALEXNET, "width": 1, "crop": 224, "groups": 2},
    "alexnet-torchvision": {**ALEXNET, "width": 1, "crop": 224, "architecture": "torchvision", "lrn": False},
    "alexnet-mini": {**ALEXNET, "width": 0.5, "crop": 112},
}


def write(path, tensors):
    header, data, offset = {}, [], 0
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        kind = "I64" if tensor.dtype == torch.int64 else "F32"
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def read(path):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    entries = json.loads(raw[8:8 + length])
    body = raw[8 + length:]
    return {name: torch.from_numpy(np.frombuffer(body[slice(*e["data_offsets"])], np.float32).copy()).view(e["shape"])
            for name, e in entries.items() if name != "__metadata__"}


def step(network, images, labels, masks):
    """Logits, loss, velocities and parameters after one step from rest."""
    network.zero_grad()
    logits = network(images, masks)
    loss = nn.functional.cross_entropy(logits, labels)
    loss.backward()
    tensors = {"logits": logits.detach(), "loss": loss.detach().view(1)}
    for name, parameter in network.named_parameters():
        velocity = -0.01 * (parameter.grad + 0.0005 * parameter.detach())
        tensors |= {f"velocity.{name}": velocity, name: parameter.detach() + velocity}
    return tensors


def largest_error(tensors, truth):
    """The tensor with the largest ‖a−b‖ / ‖b‖, and that."""
    errors = {name: float((tensors[name].double() - value).norm() / value.norm()) for name, value in truth.items()}
    worst = max(errors, key=errors.get)
    return worst, errors[worst]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="alexnet", choices=SPECS)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    network = Network(SPECS[options.network], options.classes)
    for parameter in network.parameters():
        if parameter.dim() > 1:
            nn.init.kaiming_normal_(parameter)
    crop = SPECS[options.network]["crop"]
    images = torch.randn(options.batch, 3, crop, crop)
    labels = torch.randint(0, options.classes, (options.batch,))
    masks = {name: (torch.rand(options.batch, width) > 0.5).float() * 2
             for name, width in zip(network.hidden, network.mask_widths())}
    before = {name: p.detach().clone() for name, p in network.named_parameters()}

    with tempfile.TemporaryDirectory() as folder:
        weights, batch, out = (pathlib.Path(folder) / f"{name}.safetensors" for name in ("weights", "batch", "out"))
        write(weights, before)
        write(batch, {"images": images, "labels": labels,
                      **{name.replace("fc", "mask"): mask for name, mask in masks.items()}})
        subprocess.run(["npm", "run", "--silent", "cli", "--", "step", "--network", options.network, "--classes",
                        str(options.classes), "--weights", weights, "--batch", batch, "--learning-rate", "0.01",
                        "--momentum", "0.9", "--weight-decay", "0.0005", "--device", options.device, "--out", out],
                       check=True, cwd=ROOT)
        ours = read(out)

    single = step(network, images, labels, masks)
    double = step(network.double(), images.double(), labels, {name: mask.double() for name, mask in masks.items()})
    worst, error = largest_error(ours, double)
    peer_worst, peer_error = largest_error(single, double)
    print(f"{options.network}, batch {options.batch}, {options.device}: largest relative error {error:.2e} ({worst}) over "
          f"{len(double)} tensors; PyTorch in single precision {peer_error:.2e} ({peer_worst})")
    raise SystemExit(0 if error < 1e-4 else 1)


main()
