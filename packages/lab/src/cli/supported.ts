import { tmpdir } from 'node:os';
import Dockerode from 'dockerode';
import { assemble } from '../assembly';
import { createCore } from '../assembly/core';
import { systemClock } from '../clock/clock';
import type { Service } from '../gateway/operation';
import { createMemoryStore } from '../state/memory-store';
import { print } from './output';
import { OPERATION_NOTES, SERVICE_NOTES } from './supported-notes';

/** Prints what a lab has, from the registries of a lab that is assembled and never started. */
export function supported(): void {
  const silent = { info: () => undefined, warn: () => undefined };
  const core = createCore({
    name: 'none', region: 'us-east-1', home: tmpdir(), timeScale: 1, clock: systemClock, store: createMemoryStore(), log: silent,
  });
  const host = { docker: new Dockerode({ socketPath: '/nonexistent' }), address: '', version: '', apiVersion: '', architecture: '' };
  const { resourceTypes: { all, recorded } } = assemble(core, host);
  print([
    '# What the lab supports',
    '',
    'Generated from the registries by `node scripts/supported.mjs`. Whatever is not listed is refused by name.',
    '',
    '## AWS operations',
    ...[...core.dispatcher.services()].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(section),
    '',
    '## CloudFormation resource types',
    '',
    ...all.map((type) => `- \`${type}\`${recorded.includes(type) ? ': recorded, without behaviour' : ''}`),
  ].join('\n'));
}

function section({ name, protocol, operations }: Service): readonly string[] {
  const note = SERVICE_NOTES[name];
  return [
    '',
    `### ${name} (${protocol.kind})`,
    '',
    ...note === undefined ? [] : [note, ''],
    ...Object.keys(operations).sort().map((operation) => {
      const remark = OPERATION_NOTES[`${name}:${operation}`];
      return `- ${operation}${remark === undefined ? '' : `: ${remark}`}`;
    }),
  ];
}
