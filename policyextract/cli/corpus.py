"""``policyextract evaluate``, ``coverage``, ``diff``: what rules do to many documents."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from policyextract.cli import exits
from policyextract.cli.extract import PackOption

Corpus = Annotated[list[str], typer.Argument(metavar="CORPUS", help="Documents, folders, globs, .jsonl, as for batch.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print numbers for programs.")]


def coverage(corpus: Corpus, pack: PackOption = None, as_json: AsJson = False) -> int:
    """Show which rules fire how often in a corpus, and which never.

    [bold]Examples[/]

    policyextract coverage crawl/

    policyextract coverage crawl.jsonl.gz --pack cn-core --pack ./our-pack --json
    """
    from policyextract.toolkit.coverage import measure

    seen = measure(corpus, pack or None)
    if as_json:
        rules = {
            rule: {"fired": seen.fired[rule], "documents": seen.in_documents[rule], "refused": seen.refused[rule]}
            for rule in seen.rules
        }
        print(json.dumps({"documents": seen.documents, "rules": rules}, ensure_ascii=False, indent=1))
        return exits.OK
    print(f"{'fired':>8} {'docs':>6} {'refused':>8}  rule")
    for rule in sorted(seen.rules, key=lambda r: (-seen.fired[r], r)):
        print(f"{seen.fired[rule]:>8} {seen.in_documents[rule]:>6} {seen.refused[rule]:>8}  {rule}")
    print(f"{len(seen.rules) - len(seen.never)} of {len(seen.rules)} rules fired in {seen.documents} documents")
    return exits.OK


def diff(
    before: Annotated[str, typer.Argument(metavar="PACK_A", help="Packs before the change, joined by commas.")],
    after: Annotated[str, typer.Argument(metavar="PACK_B", help="Packs after it.")],
    corpus: Corpus,
    most: Annotated[int, typer.Option(help="Changes shown of each document.")] = 20,
    fail: Annotated[bool, typer.Option("--fail", help="End with exit code 1 when anything changed.")] = False,
) -> int:
    """Show what a rule change changes: facts added (+), removed (-) and changed (~) in a corpus.

    [bold]Examples[/]

    policyextract diff cn-core ./cn-core-new crawl/

    policyextract diff cn-core cn-core,./our-pack crawl.jsonl.gz --most 5
    """
    from policyextract.toolkit.corpus import pack_list
    from policyextract.toolkit.diff import diff as compare

    counted: Counter[tuple[str, str]] = Counter()
    total = touched = 0
    for changes in compare(pack_list(before), pack_list(after), corpus):
        total += 1
        touched += bool(changes)
        if changes:
            print(changes[0].document)
        for change in changes[:most]:
            print(f"  {change}")
        if len(changes) > most:
            print(f"  ... and {len(changes) - most} more")
        counted.update((change.fact.field, change.kind) for change in changes)
    for name in sorted({name for name, _ in counted}):
        kinds = ", ".join(
            f"{counted[name, kind]} {kind}" for kind in ("added", "removed", "changed") if counted[name, kind]
        )
        print(f"{name}: {kinds}")
    print(f"{touched} of {total} documents changed")
    return exits.FINDINGS if fail and touched else exits.OK


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with gold.jsonl and docs/ID.*.")],
    pack: PackOption = None,
    as_json: AsJson = False,
    errors: Annotated[str | None, typer.Option(metavar="FIELD", help="List the errors of a field.")] = None,
    floors: Annotated[
        Path | None, typer.Option(help="JSON file of least F1 by field; below one is exit code 1.")
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise", help="Write what is reached now into the floors file.")
    ] = False,
) -> int:
    """Measure precision, recall and F1 per field against gold annotations, and the precision of each rule.

    A line of gold.jsonl has the id of a document and the fields to compare, written as results are.

    Fields that it lacks are not scored. meta.jsonl (id, title, published) may stand beside it.

    [bold]Examples[/]

    policyextract evaluate gold/

    policyextract evaluate gold/ --errors dates

    policyextract evaluate gold/ --floors floors.json
    """
    from policyextract.toolkit.evaluate import FIELDS, below_floors, raised_floors, read_floors
    from policyextract.toolkit.evaluate import evaluate as run

    if errors is not None and errors not in FIELDS:
        raise exits.Stop(exits.USAGE, f"--errors {errors}: no such field; there are {', '.join(FIELDS)}")
    if raise_floors and floors is None:
        raise exits.Stop(exits.USAGE, "--raise needs the file that --floors names")
    least = {} if floors is None or (raise_floors and not floors.exists()) else read_floors(floors)
    done = run(gold, pack or None)
    if as_json:
        print(json.dumps(done.as_json(), ensure_ascii=False, indent=1))
    else:
        print(f"{'field':<20} {'precision':>9} {'recall':>7} {'f1':>7} {'gold':>6}")
        for name, s in done.fields.items():
            print(f"{name:<20} {s.precision:>9.3f} {s.recall:>7.3f} {s.f1:>7.3f} {s.expected:>6}")
        worst = sorted((s.right - s.found, rule) for rule, s in done.rules.items() if s.right < s.found)
        for _, rule in worst[:10]:
            print(f"{done.rules[rule].found - done.rules[rule].right} of {done.rules[rule].found} wrong: {rule}")
        print(f"{done.documents} documents")
    for miss in done.misses:
        if miss.field == errors:
            print(
                f"{miss.document} {miss.kind}: {' '.join(map(str, miss.key))}"
                + (f"  ({miss.rule})" if miss.rule else "")
            )
    if floors is None:
        return exits.OK
    if raise_floors:
        text = json.dumps(raised_floors(done, least), indent=1, ensure_ascii=False) + "\n"
        try:
            floors.write_text(text, encoding="utf-8")
        except OSError as error:
            raise exits.Stop(exits.OUTPUT, f"{floors}: cannot be written ({error.strerror})") from error
    low = below_floors(done, least)
    for sentence in low:
        exits.complain(sentence)
    return exits.FINDINGS if low else exits.OK
