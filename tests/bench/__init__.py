"""How fast it is, as ratios within one run: `./deck bench` prints the table and writes build/bench.json."""
