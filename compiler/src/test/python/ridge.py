"""What ridge regression reaches on the diabetes data, for the table in docs/results.md.

The last fifth of the rows is held out, as in examples/best/diabetes.nnd, columns are scaled by the
training part's mean and deviation. The penalty is 1, scikit-learn's default, or chosen by
leave-one-out within the training part; the better of the two counts.
"""

import math
from pathlib import Path

import numpy as np
from sklearn.linear_model import Ridge, RidgeCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = Path(__file__).parents[4] / "examples/data/diabetes.csv"
rows = np.loadtxt(table, delimiter=",", skiprows=1)
learned = len(rows) - math.ceil(len(rows) / 5)
x, y = rows[:, :-1], rows[:, -1]
for name, ridge in ("1", Ridge()), ("chosen", RidgeCV(alphas=np.logspace(-3, 3, 61))):
    scaled = make_pipeline(StandardScaler(), ridge).fit(x[:learned], y[:learned])
    print(f"penalty {name}: r2 {scaled.score(x[learned:], y[learned:]):.4f}")
