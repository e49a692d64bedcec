"""Golden values for the image resizing of optimiseImage: torch's antialiased bilinear interpolation."""

import json
from pathlib import Path

import torch

torch.manual_seed(0)
image = torch.randn(1, 3, 7, 11)


def tensor(nchw):
    nhwc = nchw.permute(0, 2, 3, 1).contiguous()
    return {"shape": list(nhwc.shape), "values": [float(f"{v:.7g}") for v in nhwc.flatten().tolist()]}


def resized(size):
    return tensor(
        torch.nn.functional.interpolate(
            image, size=size, mode="bilinear", align_corners=False, antialias=True
        )
    )


golden = {
    "torch": torch.__version__,
    "image": tensor(image),
    "smaller": resized((3, 4)),
    "larger": resized((12, 15)),
}
Path(__file__).with_name("resize.json").write_text(json.dumps(golden))
