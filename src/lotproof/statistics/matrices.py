"""Small linear algebra: covariance, its triangular root, and solving with it."""

from collections.abc import Sequence
from math import fsum, sqrt

from lotproof.statistics.errors import Collinear

Matrix = list[list[float]]


def covariance(rows: Sequence[Sequence[float]], means: Sequence[float]) -> Matrix:
    """Sample covariance, divided by rows - 1."""
    width = len(means)
    centred = [[row[k] - means[k] for k in range(width)] for row in rows]
    return [
        [fsum(row[i] * row[j] for row in centred) / (len(rows) - 1) for j in range(width)]
        for i in range(width)
    ]


def root(matrix: Matrix) -> Matrix:
    """Lower triangular L with L·Lᵀ = matrix (Cholesky).

    Raises `Collinear` unless every quantity keeps at least 1e-10 of its variance when the ones
    before it are known.
    """
    size = len(matrix)
    found = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - fsum(found[i][k] * found[j][k] for k in range(j))
            if i != j:
                found[i][j] = rest / found[j][j]
            elif rest > 1e-10 * matrix[i][i]:
                found[i][i] = sqrt(rest)
            else:
                raise Collinear
    return found


def squared_length(lower: Matrix, vector: Sequence[float]) -> float:
    """vᵀ·(L·Lᵀ)⁻¹·v by forward substitution."""
    solved: list[float] = []
    for row, value in zip(lower, vector, strict=True):
        rest = value - fsum(row[k] * solved[k] for k in range(len(solved)))
        solved.append(rest / row[len(solved)])
    return fsum(x * x for x in solved)


def solve(matrix: Matrix, right: Sequence[float]) -> list[float]:
    """x with matrix·x = right, by elimination with pivoting; the matrix must have an inverse."""
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for r in range(column + 1, size):
            factor = rows[r][column] / rows[column][column]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    found = [0.0] * size
    for r in reversed(range(size)):
        known = fsum(rows[r][k] * found[k] for k in range(r + 1, size))
        found[r] = (rows[r][size] - known) / rows[r][r]
    return found
