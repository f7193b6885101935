"""Print the README's table of damaged slips: `python -m scripts.damage`, two minutes.

For each kind of printer and each damage, the share of codes that zxing-cpp reads out of so many slips with
tokens, places and angles that a fixed seed draws.
"""

from random import Random

from tests.printing.damage import DAMAGES, PRINTERS, codes, share_read

SLIPS = 15
TIMES = 10


def main() -> None:
    """Print the table."""
    random = Random(9)  # noqa: S311 - the same damage every time
    printed = {name: codes(profile, SLIPS, random) for name, profile in PRINTERS.items()}
    print("| damage | " + " | ".join(PRINTERS) + " |")
    print("|---|" + "---:|" * len(PRINTERS))
    for name, damage in DAMAGES.items():
        shares = [share_read(found, damage, TIMES, random) for found in printed.values()]
        print(f"| {name} | " + " | ".join(f"{share:.0%}" for share in shares) + " |")


if __name__ == "__main__":
    main()
