import { openLevelStore } from '../../src/state/level-store';

// acknowledges one pair of records a line until it is killed
async function write(place: string): Promise<void> {
  const store = await openLevelStore(place);
  for (let n = 1; ; n += 1) {
    store.table('numbers').put(String(n), { n, pair: n * 2 });
    store.table('shadows').put(String(n), { n: n * 2 });
    await store.flushed();
    process.stdout.write(`${n}\n`);
  }
}

void write(process.argv[2] ?? '');
