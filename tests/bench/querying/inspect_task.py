"""The same calls as an Inspect AI task: one user message each, one generation, no scoring."""

import os

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.solver import generate


@task
def bench():
    calls = int(os.environ["BENCH_CALLS"])
    samples = [
        Sample(id=i + 1, input=f"Question {i}: is honesty always kind?") for i in range(calls)
    ]
    return Task(dataset=MemoryDataset(samples), solver=generate(cache=False))
