"""How fast the product is, as ratios measured in one run: ``python -m benchmarks`` (needs ``policyextract[bench]``)."""
