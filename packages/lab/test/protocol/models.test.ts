import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import Dockerode from 'dockerode';
import { assemble } from '../../src/assembly';
import { createCore } from '../../src/assembly/core';
import { systemClock } from '../../src/clock/clock';
import { loadModel } from '../../src/protocol/model';
import { createMemoryStore } from '../../src/state/memory-store';

describe('models', () => {
  it('know every operation of the services whose protocol needs one', async () => {
    const log = { info: () => undefined, warn: () => undefined };
    const core = createCore({ name: 'test', region: 'us-east-1', home: tmpdir(), timeScale: 1, clock: systemClock, store: createMemoryStore(), log });
    assemble(core, { docker: new Dockerode({ socketPath: '/nonexistent' }), address: '', version: '', apiVersion: '', architecture: '' });
    for (const { name, protocol, operations } of core.dispatcher.services()) {
      if (protocol.kind === 'aws-json' || protocol.kind === 'rpc-v2-cbor') continue;
      const model = await loadModel(name);
      assert.deepEqual(Object.keys(operations).filter((operation) => !Object.hasOwn(model.operations, operation)), [], `${name}: run node scripts/models.mjs`);
    }
  });
});
