"""The function is handed the documented arguments and nothing else."""

from kit import told

EXPECT = "fail:values"
LAYERS = ("process",)


def conv_forward(*args, **kwargs):
    """Take whatever comes."""
    extra = [*map(type, args[5:]), *kwargs]
    extra += [f"attributes of {type(value)}" for value in args if getattr(value, "__dict__", None)]
    return told(extra, *args[:5])
