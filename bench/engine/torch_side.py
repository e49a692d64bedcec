"""PyTorch's side of the comparison: reads a request a line (JSON), answers a line.

{"do": "load", "file"}           takes over weights, batch and draws that ikat-side.mjs wrote
{"do": "step", "losses": true}   one step: milliseconds on the wall and of the processor, and the losses if asked
{"do": "memory"}                 the peak of the resident memory, bytes
"""
import json
import os
import platform
import re
import struct
import sys
import time

import numpy
import torch
from torch_nets import to_torch
from torch_works import give_draws, works


def tensors_of(file):
    """A safetensors file, one tensor at a time."""
    with open(file, "rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
        for name, entry in header.items():
            start, end = entry["data_offsets"]
            stream.seek(8 + length + start)
            values = numpy.frombuffer(bytearray(stream.read(end - start)), "<f4")
            yield name, to_torch(name, values.reshape(entry["shape"]))


class Side:
    def __init__(self, options):
        torch.set_num_threads(options["threads"])
        self.work = works[options["kind"]](options)
        self.batch = {}

    def load(self, request):
        named = dict(tensors_of(request["file"]))
        self.batch = {name[6:]: tensor for name, tensor in named.items() if name.startswith("batch/")}
        give_draws(*([tensor for name, tensor in named.items() if name.startswith(kind)] for kind in ("noise/", "mask/")))
        for network, module in self.work.networks.items():
            prefix = f"{network}/"
            state = {name[len(prefix):]: tensor for name, tensor in named.items() if name.startswith(prefix)}
            module.load_state_dict(state, strict=True)
        return {}

    def step(self, request):
        wall, processor = time.perf_counter(), time.process_time()
        batch = {name: tensor.clone() for name, tensor in self.batch.items()}
        losses = {name: loss.item() for name, loss in self.work.step(batch).items()}
        answer = {
            "milliseconds": (time.perf_counter() - wall) * 1e3,
            "processor": (time.process_time() - processor) * 1e3,
        }
        if request.get("losses"):
            answer["losses"] = losses or self.work.figures()
        return answer

    def memory(self, _):
        with open("/proc/self/status") as status:
            return {"peak": int(re.search(r"VmHWM:\s*(\d+)", status.read()).group(1)) * 1024}


def blas():
    """The library that computes matrix products, as it was loaded."""
    with open("/proc/self/maps") as maps:
        names = {os.path.basename(os.path.realpath(line.split()[-1])) for line in maps if "blas" in line}
    return ", ".join(sorted(names)) or "inside PyTorch"


def main():
    side = Side(json.loads(sys.argv[1]))
    about = {"torch": torch.__version__, "python": platform.python_version(), "blas": blas()}
    about["oneDNN"] = re.search(r"MKL-DNN v([\d.]+)|oneDNN v([\d.]+)|$", torch.__config__.show()).group(0)
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(getattr(side, request["do"])(request)), flush=True)


if __name__ == "__main__":
    main()
