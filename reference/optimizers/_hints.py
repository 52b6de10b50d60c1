"""Three steps of help for what goes wrong in several optimizers, to be named in ``hints_for``."""

IN_PLACE = (
    "Look at the arguments before and after a call. Which of your lines has changed them?",
    "`a += b` and `a *= b` change the array itself; `a = a + b` makes a new one.",
    "Either write `w = w - ...`, or begin with copies: `w = w.copy()`, and the same for the state.",
)

EPS_INSIDE = (
    "Take eps = 1e-8 and a weight whose gradients were all 0. What is `sqrt(0 + eps)`, and what is `sqrt(0) + eps`?",
    "The step is divided by sqrt(square) + eps.",
    "`... / (np.sqrt(square) + eps)`: the root is closed before eps is added.",
)

BIAS = (
    "Let all gradients be 1. What is m after the first step, and what would you like it to be?",
    "mhat = m / (1 - beta1**t), vhat = v / (1 - beta2**t).",
    "`mhat = m / (1 - beta1**t)` and `vhat = v / (1 - beta2**t)`; step with these two, return `m` and `v`.",
)

MEAN = (
    "Take beta1 = 0.9 and gradients that are all 1. What should m be after one step, and after two?",
    "m = beta1 * m + (1 - beta1) * grad: the two weights add up to 1.",
    "`m = beta1 * m + (1 - beta1) * grad`, before w is computed. Return this m.",
)

MEAN_SQUARE = (
    "v has one number for each weight. What of the gradient is averaged in it?",
    "v = beta2 * v + (1 - beta2) * grad**2, element by element.",
    "`v = beta2 * v + (1 - beta2) * grad**2`, before w is computed. Return this v.",
)

OLD = (
    "Which value does the formula want in the step of w: the one you were given, or the new one?",
    "First the state, then w: the step uses the new state.",
    "One line for each part of the state, with its new value; the line of w comes last.",
)
