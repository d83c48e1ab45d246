import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore, type Core } from '../../src/assembly/core';
import { systemClock, type Clock } from '../../src/clock/clock';
import type { Service } from '../../src/gateway/operation';
import type { LabLog } from '../../src/lab';
import { createMemoryStore } from '../../src/state/memory-store';
import type { Store } from '../../src/state/store';

export interface TestLabOptions {
  readonly name?: string;
  readonly region?: string;
  readonly timeScale?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: in memory, refusing records that are not plain JSON. */
  readonly store?: Store;
}

/** A lab behind a real gateway. */
export interface TestLab extends Core {
  readonly endpoint: string;
  /** What the lab wrote to its log. */
  readonly logged: readonly string[];
  /** For the constructor of any AWS SDK client. */
  readonly clientOptions: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly forcePathStyle: true;
    readonly maxAttempts: 1;
  };
  stop(): Promise<void>;
}

/** Starts a gateway on a free port with these services and a temporary home. */
export async function startTestLab(services: (core: Core) => readonly Service[], options: TestLabOptions = {}): Promise<TestLab> {
  const logged: string[] = [];
  const log: LabLog = { info: (message) => void logged.push(message), warn: (message) => void logged.push(`warning: ${message}`) };
  const home = await mkdtemp(join(tmpdir(), 'ecs-lab-test-'));
  const store = options.store ?? createMemoryStore();
  const core = createCore({
    name: options.name ?? 'test', region: options.region ?? 'us-east-1', home, timeScale: options.timeScale ?? 1, clock: options.clock ?? systemClock, store, log,
  });
  core.dispatcher.register(...services(core));
  await core.gateway.listen(0);
  const endpoint = core.gateway.endpoint();
  return {
    ...core,
    endpoint,
    logged,
    clientOptions: { endpoint, region: core.lab.region, credentials: core.credentials.rootKey, forcePathStyle: true, maxAttempts: 1 },
    async stop() {
      await core.gateway.close();
      await store.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
