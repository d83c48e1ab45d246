import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { isMaker, type Made, madeBy } from './made';

interface Written {
  readonly account: string;
  readonly region: string;
  readonly made: readonly Made[];
}

/** Everything that this run made, on disk as it is made: what a killed run leaves can still be removed. */
export class Ledger {
  private made: readonly Made[] = [];
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  constructor(readonly file: string, readonly account: string, readonly region: string) {}

  /** The ledger that an earlier run left. */
  static read(file: string): Ledger {
    const { account, region, made } = JSON.parse(readFileSync(file, 'utf8')) as Written;
    const ledger = new Ledger(file, account, region);
    ledger.made = made;
    return ledger;
  }

  get all(): readonly Made[] {
    return this.made;
  }

  add(...made: readonly Made[]): void {
    if (made.length === 0) return;
    this.made = [...this.made, ...made.filter(({ kind, id }) => !this.made.some((one) => one.kind === kind && one.id === id))];
    this.write();
  }

  /** It is not there any more. */
  strike({ kind, id }: Made): void {
    this.made = this.made.filter((one) => one.kind !== kind || one.id !== id);
    if (this.made.length === 0) rmSync(this.file, { force: true });
    else this.write();
  }

  /** Lets no call begin any more that makes something, and waits for those that have begun. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.running);
  }

  /** Has every call of these clients noted that makes something. */
  watch(clients: readonly object[]): void {
    for (const client of clients) {
      // the stacks of all clients of the SDK are of one make
      (client as ECSClient).middlewareStack.add((next, { commandName = '' }) => async (args) => {
        if (!isMaker(commandName)) return next(args);
        if (this.closed) throw new Error(`${commandName} is not made any more: everything is being removed`);
        const call = next(args).then((result) => {
          this.add(...madeBy(commandName, args.input, result.output));
          return result;
        });
        this.running.add(call);
        return call.finally(() => this.running.delete(call));
      }, { step: 'initialize', name: 'calibrationLedger' });
    }
  }

  private write(): void {
    const written: Written = { account: this.account, region: this.region, made: this.made };
    writeFileSync(this.file, `${JSON.stringify(written, null, 2)}\n`);
  }
}
