"""What an array of this room looks like: floats, read-only, with *lanes* on the last axis.

A lane is one joint draw of every rate; one lane means that the rates are taken as exactly known.
An array with a single lane stands for all lanes, as numpy's broadcasting has it.
"""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

# Numerical: how far above one a sum of probabilities may be by rounding alone.
ROUNDING = 1e-9


class NotAProbability(ValueError):
    """A number that should be a probability lies outside [0, 1]."""

    def __init__(self, what: str, value: float) -> None:
        super().__init__(f"{what} holds {value!r}: give probabilities between 0 and 1.")


class WrongShape(ValueError):
    """An array has not the shape that was asked for."""

    def __init__(self, what: str, shape: tuple[int, ...], wanted: str) -> None:
        super().__init__(f"{what} has the shape {shape}: give {wanted}.")


def read_only(values: npt.ArrayLike) -> FloatArray:
    """A copy of the values as floats that nobody can write to."""
    copy = np.array(values, dtype=np.float64)
    copy.setflags(write=False)
    return copy


def probabilities(values: npt.ArrayLike, what: str, *, axes: int) -> FloatArray:
    """A read-only copy of the values, refused unless each lies in [0, 1] up to rounding.

    Parameters
    ----------
    values : array
        The probabilities, with lanes on the last axis.
    what : str
        What the array is, for the sentence of the error.
    axes : int
        How many axes it must have.

    Raises
    ------
    WrongShape
        If it has another number of axes, or is empty.
    NotAProbability
        If a value is below 0, above 1 or not a number.
    """
    checked = np.array(values, dtype=np.float64)
    if checked.ndim != axes or checked.size == 0:
        raise WrongShape(what, checked.shape, f"a non-empty array with {axes} axes, lanes last")
    inside = (checked >= 0.0) & (checked <= 1.0 + ROUNDING)
    if not inside.all():
        raise NotAProbability(what, float(checked[~inside].flat[0]))
    np.minimum(checked, 1.0, out=checked)
    checked.setflags(write=False)
    return checked
