"""Checks .onnx files with ONNX's own checker and its shape inference.

    node packages/backend-onnx/golden/write-models.mjs /tmp/models
    /usr/bin/python3 packages/backend-onnx/golden/check.py /tmp/models
"""

import glob
import os
import sys

import onnx


def shape(edge):
    return [size.dim_param or size.dim_value for size in edge.type.tensor_type.shape.dim]


print("onnx", onnx.__version__)
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.onnx"))):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    # Strict: an error where an inferred shape contradicts a written one.
    inferred = onnx.shape_inference.infer_shapes(
        model, check_type=True, strict_mode=True, data_prop=True
    )
    domains = {node.domain for node in model.graph.node}
    assert domains <= {"", "ai.onnx"}, domains
    assert [entry.version for entry in model.opset_import] == [17]
    assert model.ir_version == 8
    assert not any(tensor.data_location for tensor in model.graph.initializer)
    graph = inferred.graph
    print(os.path.basename(path), [shape(e) for e in graph.input], [shape(e) for e in graph.output])
