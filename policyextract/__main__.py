"""``python -m policyextract`` is the command line."""

from policyextract.cli import main

if __name__ == "__main__":
    main()
