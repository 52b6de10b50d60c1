"""Misconceptions that optimizer steps share: about direction, rate, state, eps and moving averages.

``_family`` says how they are called.
"""

import numpy as np

# The direction and the rate


def gradient_ascent(call):
    """The step goes uphill. The gradient points to larger losses: subtract the step."""
    w, *state = call.right()
    return 2 * call.w - w, *state


def lr_forgotten(call):
    """The learning rate is missing: the step is lr times its direction."""
    return call.right(lr=1.0)


def lr_fixed(call):
    """The learning rate was fixed at a number (0.01). Use the argument lr: it may change from step to step."""
    return call.right(lr=0.01)


def lr_fixed__small(call):
    """The learning rate was fixed at a number (0.001). Use the argument lr: it may change from step to step."""
    return call.right(lr=0.001)


def lr_fixed__large(call):
    """The learning rate was fixed at a number (0.1). Use the argument lr: it may change from step to step."""
    return call.right(lr=0.1)


def lr_fixed__2e3(call):
    """The learning rate was fixed at a number (0.002). Use the argument lr: it may change from step to step."""
    return call.right(lr=0.002)


def step_alone(call):
    """The step alone was returned. Return where it leads to: w minus the step."""
    w, *state = call.right()
    return w - call.w, *state


def step_alone__positive(call):
    """What has to be subtracted from w was returned. Return the new w."""
    w, *state = call.right()
    return call.w - w, *state


def w_kept(call):
    """w was returned as it came: the step was not taken."""
    return call.w, *call.right()[1:]


def one_number_from_all(call):
    """The gradient was summed up to one number. Every weight has a gradient of its own: no sum over the array."""
    return call.right(grad=np.full_like(call.grad, call.grad.sum()))


def one_number_from_all__mean(call):
    """The mean of the gradient was used for all weights. Every weight has a gradient of its own."""
    return call.right(grad=np.full_like(call.grad, call.grad.mean()))


def unit_length(call):
    """The gradient was divided by its length. Use it as it is."""
    return call.right(grad=call.grad / np.sqrt((call.grad**2).sum()))


def sign_only(call):
    """Only the sign of the gradient was used. Its size counts, too."""
    return call.right(grad=np.sign(call.grad))


def sign_lost(call):
    """The absolute value of the gradient was used. Its sign says which way is uphill: keep it."""
    return call.right(grad=np.abs(call.grad))


def flat(call):
    """The new w is one long row. Give it back in the shape of w."""
    w, *state = call.right()
    return w.reshape(-1), *state


def flat__operand(call):
    """w or the gradient was made one long row, and does not fit the other any more. Both have the same shape."""
    return call.right(w=call.w.reshape(-1))


def writes_into_w(call):
    """w was changed in place (w -= ... does that). Write w = w - ...: whoever called you keeps the old w."""
    w, *state = call.right()
    call.w[...] = w
    return call.w, *state


def writes_into_grad(call):
    """grad was changed in place (grad *= ... does that). Work with a new array."""
    found = call.right()
    call.grad *= 0.5
    return found


STEP = (
    gradient_ascent,
    lr_forgotten,
    lr_fixed,
    lr_fixed__small,
    lr_fixed__large,
    step_alone,
    step_alone__positive,
    w_kept,
    one_number_from_all,
    one_number_from_all__mean,
    flat,
    flat__operand,
    writes_into_w,
    writes_into_grad,
)
"""Misconceptions of every step."""


# The state


def state_reset(call, names):
    """{name} started anew in every call. Begin with what you are given: it carries what earlier steps left."""
    return call.right(**{name: call.family.walk.state[name](call.w) for name in names})


def state_kept(call, names):
    """{name} came back as given: the new value was used for w but not returned."""
    w, *state = call.right()
    new = dict(zip(call.family.walk.state, state))
    return w, *(call.args[name] if name in names else value for name, value in new.items())


def state_not_returned(call):
    """Only w was returned. Return {results}: the next step needs the rest."""
    return call.right()[0]


def w_last(call):
    """The results come in another order. Return {results}: w is the first."""
    w, *state = call.right()
    return *state, w


def state_swapped(call):
    """The results come in another order. Return {results}."""
    w, first, second, *rest = call.right()
    return w, second, first, *rest


def state_not_returned__last(call):
    """One result is missing. Return {results}: the next step needs them all."""
    return call.right()[:-1]


def writes_into_state(call, names):
    """You changed {name} in place (*= and += do that). Make a new array: what you were given must stay as it was."""
    w, *state = call.right()
    new = dict(zip(call.family.walk.state, state))
    for name in names:
        call.args[name][...] = new[name]
    return w, *state


def writes_into_everything(call):
    """You changed w and the state in place (-=, *= and += do that). Make new arrays: w = w - ..."""
    found = call.right()
    for name, value in zip(call.family.walk.results, found):
        if isinstance(call.args[name], np.ndarray):
            call.args[name][...] = value
    return found


STATE = (state_not_returned, w_last, writes_into_everything)
"""Misconceptions of every step with a memory."""

SEVERAL = (state_swapped, state_not_returned__last)
"""Misconceptions of every step that remembers more than one thing."""

PART = (state_reset, state_kept)
"""Misconceptions about parts of the state."""


# The quotient numerator / (sqrt(square) + eps)


def eps_inside_root(call):
    """eps was added inside the square root. Here it stands outside: sqrt(...) + eps."""
    return call.other_step(lambda numerator, square: numerator / np.sqrt(square + call.eps))


def eps_missing(call):
    """eps is missing: divide by sqrt(...) + eps, or a weight whose gradients were all 0 becomes nan."""
    return call.right(eps=0.0)


def eps_fixed(call):
    """eps was fixed at a small number (1e-8). Use the argument eps."""
    return call.right(eps=1e-8)


def eps_fixed__1e7(call):
    """eps was fixed at a small number (1e-7). Use the argument eps."""
    return call.right(eps=1e-7)


def eps_fixed__1e6(call):
    """eps was fixed at a small number (1e-6). Use the argument eps."""
    return call.right(eps=1e-6)


def eps_fixed__1e10(call):
    """eps was fixed at a small number (1e-10). Use the argument eps."""
    return call.right(eps=1e-10)


def eps_after_quotient(call):
    """eps was added to the quotient: a / sqrt(b) + eps divides first. Put the denominator in parentheses."""
    return call.other_step(lambda numerator, square: numerator / np.sqrt(square) + call.eps)


def eps_after_quotient__added(call):
    """eps was added to w: w - a / sqrt(b) + eps divides first. Put the denominator in parentheses."""
    return call.other_step(lambda numerator, square: numerator / np.sqrt(square) - call.eps)


def eps_after_quotient__rate(call):
    """eps was added to the rate: lr / sqrt(b) + eps divides first. Put the denominator in parentheses."""
    return call.other_step(lambda numerator, square: numerator / np.sqrt(square) + call.eps * numerator / call.lr)


def root_missing(call):
    """The square root is missing: divide by sqrt(...) + eps."""
    return call.other_step(lambda numerator, square: numerator / (square + call.eps))


def multiplies(call):
    """The step was multiplied by the root. Divide: where gradients were large, the steps get smaller."""
    return call.other_step(lambda numerator, square: numerator * (np.sqrt(square) + call.eps))


def root_not_used(call):
    """The averaged square was not used: the step is divided by sqrt(...) + eps."""
    return call.other_step(lambda numerator, square: numerator)


QUOTIENT = (
    eps_inside_root,
    eps_missing,
    eps_fixed,
    eps_fixed__1e7,
    eps_fixed__1e6,
    eps_fixed__1e10,
    eps_after_quotient,
    eps_after_quotient__added,
    root_missing,
    multiplies,
    root_not_used,
)
"""Misconceptions about the denominator."""


# Moving averages: what the new value is made from


def weights_swapped(old, decay, new):
    """The weights in {name} are swapped: the old value has the weight {decay}, what is new has 1 - {decay}."""
    return (1 - decay) * old + decay * new


def weight_missing(old, decay, new):
    """In {name} the weight 1 - {decay} of what is new is missing."""
    return decay * old + new


def decay_missing(old, decay, new):
    """In {name} the old value lacks its weight {decay}."""
    return old + (1 - decay) * new


def summed_up(old, decay, new):
    """What is new was simply added in {name}. In a moving average the old value fades: weights {decay}, 1 - {decay}."""
    return old + new


def square_summed(old, decay, new):
    """The squares were summed over the array. {name} has one number for each weight: no np.sum, no norm."""
    return decay * old + (1 - decay) * new.sum()


def square_summed__mean(old, decay, new):
    """The squares were averaged over the array. {name} has one number for each weight: no np.mean."""
    return decay * old + (1 - decay) * new.mean()


def old_average(call, names):
    """w was moved with the old {name}. First update {name}, then use the new value."""
    _, *state = call.right()
    used = {**dict(zip(call.family.walk.state, state)), **{name: call.args[name] for name in names}}
    return call.moved(*used.values()), *state


def gradient_not_squared(call, names):
    """{name} averages the gradient itself. It averages the square: grad ** 2."""
    (name,) = names
    old, decay, _ = call.average(name)
    return call.with_state(**{name: decay * old + (1 - decay) * call.grad})


def gradient_not_squared__absolute(call, names):
    """{name} averages the absolute gradient. It averages the square: grad ** 2."""
    (name,) = names
    old, decay, _ = call.average(name)
    return call.with_state(**{name: decay * old + (1 - decay) * np.abs(call.grad)})


def square_summed__dot(call, names):
    """np.dot(grad, grad) or grad @ grad adds the squares up to one number. Square every number: grad ** 2."""
    (name,) = names
    old, decay, _ = call.average(name)
    return call.with_state(**{name: decay * old + (1 - decay) * np.dot(call.grad, call.grad)})


AVERAGE = (weights_swapped, weight_missing, decay_missing, summed_up)
"""Wrong rules for a moving average."""

SQUARE = (square_summed, square_summed__mean)
"""Wrong rules for the moving average of the squares."""
