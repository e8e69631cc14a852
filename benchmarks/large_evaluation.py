"""Times an evaluation of many organisations: ``python -m benchmarks.large_evaluation [--organisations 20000]``.

The folder is drawn (`benchmarks/drawn_folders.py`, hidden groups with words of their own) with five projects for three
organisations. Timed are, in CPU seconds, learning on rolling cuts and the ranking of all questions.
"""

from __future__ import annotations

import argparse
import resource
from time import process_time

from benchmarks.drawn_folders import drawn_folder
from benchmarks.measuring import save_records
from benchmarks.other_worlds import CUT_OF_DRAWN, SEED
from matching.evaluation.protocols import evaluate_trained, trained_for
from matching.results import Kind


def measure(n_orgs: int) -> dict[str, object]:
    """Times, memory and outcome, as values of JSON."""
    folder = drawn_folder("groups with words", SEED, n_orgs, n_orgs * 5 // 3)
    begun = process_time()
    trained = trained_for(folder, CUT_OF_DRAWN, Kind.PEER, "accurate")
    learned = process_time()
    found = evaluate_trained(folder, CUT_OF_DRAWN, trained, Kind.PEER)
    return {
        "organisations": n_orgs,
        "questions": found.measures.n_queries,
        "learning_cpu_s": round(learned - begun, 1),
        "ranking_cpu_s": round(process_time() - learned, 1),
        "highest_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "weights": trained.name,
        "ndcg": round(found.measures.ndcg.value, 4),
        "ahead_of_popularity": [round(one, 4) for one in found.ahead],
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Time an evaluation of many organisations.")
    parser.add_argument("--organisations", type=int, default=20_000, help="how many (default 20000)")
    n_orgs = parser.parse_args().organisations
    record = measure(n_orgs)
    text = "\n".join(f"{name:<22} {value}" for name, value in record.items())
    print(text)
    command = f"python -m benchmarks.large_evaluation --organisations {n_orgs}"
    save_records([record], text, f"large-evaluation-{n_orgs}", {"command": command})


if __name__ == "__main__":
    main()
