"""Files that the readers must read, refuse and survive, from PyTorch and from pickle itself.

Run with: /usr/bin/python3 golden/make.py (in packages/weights). Deterministic but for the keys of
storages in the legacy form. Nothing here is ever unpickled.
"""

import copy
import io
import json
import pathlib
import pickle
import struct
import zipfile
from collections import OrderedDict

import torch

HERE = pathlib.Path(__file__).parent
LEGACY = {"_use_new_zipfile_serialization": False}


def every_type():
    values = torch.tensor([[0.0, 1.5, -2.0], [3.0, 0.25, 100.0]])
    tensors = OrderedDict()
    for name in ["float16", "bfloat16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64"]:
        dtype = getattr(torch, name)
        tensors[name] = (values if dtype.is_floating_point else values.abs()).to(dtype)
    tensors["int64"][0, 0] = -(2**40)
    tensors["int8"][0, 0] = -128
    tensors["bool"] = values > 0
    tensors["scalar"] = torch.tensor(7.0)
    tensors["empty"] = torch.zeros(0, 3)
    return tensors


def windows():
    """Tensors that share one storage: whole, turned, cut out, every second, and a parameter."""
    pool = torch.arange(24.0)
    whole = pool.reshape(2, 3, 4)
    return OrderedDict(
        whole=whole,
        turned=whole.permute(2, 0, 1),
        cut=whole[:, 1:, 2],
        second=pool[1::2],
        parameter=torch.nn.Parameter(whole[1].t()),
    )


def nested():
    part = OrderedDict(weight=torch.ones(2, 2), bias=torch.zeros(2))
    return {
        "netG": OrderedDict((f"module.{k}", v) for k, v in part.items()),
        "model": {"inner": part},
        "optimizer": {"state": {0: {"step": 1, "exp_avg": torch.ones(2)}}, "param_groups": [{"lr": 0.1}]},
        "epoch": 3,
        "name": "a test",
        "size": torch.Size([1, 2]),
        "dtype": torch.float16,
        "device": torch.device("cpu"),
        "big": 2**70,
        "nothing": None,
    }


def archive(pickled, **entries):
    """A checkpoint in zip form around any pickle."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        for name, data in {"data.pkl": pickled, **entries}.items():
            out.writestr(zipfile.ZipInfo(f"x/{name}"), data)
    return file.getvalue()


def text2(text):
    """A str of Python 2."""
    return b"U" + bytes([len(text)]) + text.encode()


def python2():
    """The legacy form as PyTorch 0.3 on Python 2 wrote it: an OrderedDict of pairs, and a view."""
    storage = lambda view: (b"(" + text2("storage") + b"ctorch\nFloatStorage\n" + text2("7") + text2("cuda:0")
                            + b"K\x06" + view + b"tQ")
    tensor = lambda view, offset: b"ctorch._utils\n_rebuild_tensor\n(" + storage(view) + offset + b"K\x02\x85K\x01\x85tR"
    view = b"(" + text2("8") + b"K\x03K\x03t"  # its own key, from value 3, three values
    pairs = b"](](" + text2("a") + tensor(b"N", b"K\x01") + b"e]" + b"(" + text2("b")
    pairs += tensor(view, b"K\x01") + b"ee"
    root = b"\x80\x02ccollections\nOrderedDict\n" + pairs + b"\x85R."
    pickles = [pickle.dumps(value, 2) for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})]
    values = struct.pack("<Q6f", 6, *range(6))
    return b"".join(pickles) + root + pickle.dumps(["7"], 2) + values


def untyped():
    """What PyTorch 2 writes for types that have no storage class of their own."""
    call = lambda dtype, shape: (
        b"ctorch._utils\n_rebuild_tensor_v3\n((X\x07\x00\x00\x00storagectorch.storage\nUntypedStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x08tQK\x01" + shape + b"\x85K\x01\x85\x89"
        b"ccollections\nOrderedDict\n)Rctorch\n" + dtype + b"\ntR")
    items = b"X\x01\x00\x00\x00a" + call(b"int16", b"K\x03") + b"X\x01\x00\x00\x00b" + call(b"float32", b"K\x01")
    return archive(b"\x80\x02}(" + items + b"u.", **{"data/0": struct.pack("<4h", -1, 2, 3, 16256), "byteorder": b"little"})


class Call:
    def __init__(self, function, *args):
        self.call = (function, args)

    def __reduce__(self):
        return self.call


def hostile():
    import os

    harmful = Call(os.system, "touch /tmp/ikat-was-here")
    storage = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpu"
    rebuild = b"\x80\x02}X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n("
    tail = b"\x89ccollections\nOrderedDict\n)RtRs."
    long = lambda n: b"\x8a\x08" + struct.pack("<q", n)
    huge = rebuild + storage + long(2**31) + b"tQK\x00" + long(2**31) + b"\x85K\x01\x85" + tail
    grown = rebuild + storage + b"K\x01tQK\x00" + long(2**31) + b"\x85K\x00\x85" + tail
    outside = rebuild + storage + b"K\x01tQK\x01K\x01\x85K\x01\x85" + tail
    # a list of ten of a list of ten of …: 10^30 elements for whoever does not look whether it was there
    bomb = b"\x80\x02]q\x00" + b"".join(
        b"](" + b"h%c" % level * 10 + b"eq%c" % (level + 1) for level in range(30)) + b"."
    device = bomb[:-1] + b"ctorch\ndevice\nh%c\x85R." % 30
    deep = b"\x80\x02" + b"}X\x01\x00\x00\x00a" * 1000 + b"K\x01" + b"s" * 1000 + b"."
    return {
        "os-system": archive(pickle.dumps({"a": harmful}, 2)),
        "os-system-4": archive(pickle.dumps({"a": harmful}, 4)),
        "eval": archive(pickle.dumps(Call(eval, "1"), 2)),
        "getattr": archive(pickle.dumps(Call(getattr, "a", "upper"), 2)),
        "huge": archive(huge, **{"data/0": b"\0" * 4}),
        "grown": archive(grown, **{"data/0": b"\0" * 4}),
        "outside": archive(outside, **{"data/0": b"\0" * 4}),
        "lost": archive(outside),
        "memo-bomb": archive(bomb),
        "device-bomb": archive(device),
        "deep": archive(deep),
        "whole-network": archive(b"\x80\x02cmodels.networks\nResnetGenerator\n)\x81."),
        "torchscript": archive(b"\x80\x02N.", **{"constants.pkl": b"\x80\x02)."}),
        "plain-zip": plain_zip(zipfile.ZIP_STORED),
        "shared-bytes": shared_bytes(),
        "long-name": archive(b"\x80\x02}X\x00\x10\x00\x00" + b"a" * 4096 + b"K\x01s."),
        "packed-zip": archive_packed(),
        "big-endian": archive(b"\x80\x02}.", byteorder=b"big"),
        "plain-pickle": pickle.dumps({"a": 1}, 2),
    }


def plain_zip(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as out:
        out.writestr(zipfile.ZipInfo("readme.txt"), "hello")
    return file.getvalue()


def shared_bytes():
    """A hundred entries that are all the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        out.writestr(zipfile.ZipInfo("x/data.pkl"), b"\x80\x02}." + b"\0" * 1000)
        for number in range(100):
            twin = copy.copy(out.filelist[0])
            twin.filename = f"x/data/{number}"
            out.filelist.append(twin)
    return file.getvalue()


def archive_packed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("x/data.pkl", b"\x80\x02}." + b"\0" * 1000)
    return file.getvalue()


def main():
    for name, state in {"types": every_type(), "windows": windows(), "nested": nested()}.items():
        torch.save(state, HERE / f"{name}-zip.pth")
        torch.save(state, HERE / f"{name}-legacy.pth", **LEGACY)
    for protocol in (3, 4, 5):
        torch.save(windows(), HERE / f"protocol-{protocol}.pth", pickle_protocol=protocol)
    (HERE / "python-2.pth").write_bytes(python2())
    (HERE / "untyped.pth").write_bytes(untyped())
    values = {k: {"shape": list(v.shape), "values": v.double().flatten().tolist()} for k, v in
              {**every_type(), **windows()}.items()}
    hexes = {name: data.hex() for name, data in hostile().items()}
    (HERE / "values.json").write_text(json.dumps({"torch": torch.__version__, "tensors": values}))
    (HERE / "hostile.json").write_text(json.dumps(hexes))
    for file in sorted(HERE.iterdir()):
        print(file.name, file.stat().st_size)
    print("torch", torch.__version__)


if __name__ == "__main__":
    main()
