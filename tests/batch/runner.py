"""A run in a process of its own, to be killed: ``python -m tests.batch.runner OUT INPUT [--resume] …``."""

import argparse

from policyextract.batch.readers import Options
from policyextract.batch.run import Settings, run
from policyextract.batch.supervisor import Limits
from tests.batch.fakes import FakeExtractor


def main() -> None:
    """Run with the fake extractor."""
    parser = argparse.ArgumentParser()
    parser.add_argument("output")
    parser.add_argument("input")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--unordered", action="store_true")
    parser.add_argument("--work", type=float, default=0.0)
    arguments = parser.parse_args()
    settings = Settings(
        reading=Options(),
        limits=Limits(workers=2, chunk=8, time_limit=20.0),
        ordered=not arguments.unordered,
        resume=arguments.resume,
    )
    run(FakeExtractor(work=arguments.work), [arguments.input], arguments.output, settings)


if __name__ == "__main__":
    main()
