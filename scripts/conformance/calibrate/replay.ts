import type { Line, Result } from '../line';
import type { World } from '../world';
import type { Ledger } from './ledger';
import { redact } from './redact';
import type { RecordedLine } from './recording';

/** Builds the world and replays the lines one after the other; gives what was recorded until the end, an interruption or a failure of the world. */
export async function replay(
  world: World, ledger: Ledger, lines: readonly Line[], account: string, say: (text: string) => void,
): Promise<readonly RecordedLine[]> {
  const recorded: RecordedLine[] = [];
  const interrupted = interruption(say);
  try {
    say('Building the world: a VPC, roles, three clusters, three instances …');
    await Promise.race([world.build(), interrupted]);
    for (const line of lines) {
      const done = await Promise.race([record(world, line, account), interrupted]);
      recorded.push(done);
      say(`${String(done.number).padStart(4)}  ${done.outcome.padEnd(12)}  [${done.mark}] ${done.text} (${done.seconds} s)\n      seen: ${done.observed}`);
    }
  } catch (error) {
    say(`\n${error instanceof Error ? error.message : String(error)}: everything is being removed`);
  }
  await ledger.close();
  return recorded;
}

async function record(world: World, line: Line, account: string): Promise<RecordedLine> {
  const began = Date.now();
  let result: Result = await line.run(world);
  try {
    for (const cluster of [world.one, world.two]) await world.clear(cluster);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    result = { outcome: 'differs', observed: `${result.observed}; and what it ran could not be stopped: ${reason}`, broken: true };
  }
  const { number, text, mark } = line;
  // what the lab has not, and what broke off, says nothing of AWS
  const outcome = result.outcome === 'not there' || result.broken ? 'not replayed' : result.outcome;
  return { number, text, mark, outcome, observed: redact(result.observed, account), seconds: Math.round((Date.now() - began) / 100) / 10 };
}

/** Rejects at Ctrl-C. Asked a second time, also while things are being removed, the process ends, and the ledger says what is left. */
function interruption(say: (text: string) => void): Promise<never> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) {
          say('Asked twice: this ends here; what is left is in the ledger beside the recording');
          process.exit(130);
        }
        asked = true;
        reject(new Error('Interrupted'));
      });
    }
  });
  // it may come when nobody races any more
  interrupted.catch(() => undefined);
  return interrupted;
}
