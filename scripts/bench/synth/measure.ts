import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { newApp, type Variant } from './variant';
import { median } from '../figure';

/** Milliseconds of processor time from `new App()` to the end of `synth()`, for each service: other work on the machine is not in it. */
export function perService(variant: Variant, services: number): number {
  const outdir = mkdtempSync(join(tmpdir(), 'network-modes-synth-'));
  try {
    const began = process.cpuUsage();
    const app = newApp(outdir);
    variant.define(new Stack(app, 'Bench'), services);
    app.synth();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000 / services;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export interface Measured {
  readonly name: string;
  /** Milliseconds a service, one for each round. */
  readonly samples: readonly number[];
}

/** Every variant once a round, each round in another order: what slows the machine for a while slows all alike. */
export function sideBySide(
  variants: readonly Variant[], services: number, rounds: number, take: typeof perService, progress: (round: number) => void,
): readonly Measured[] {
  const samples = variants.map(() => new Array<number>());
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const index = (turn + round) % variants.length;
      samples[index]!.push(take(variants[index]!, services));
    }
    progress(round + 1);
  }
  return variants.map(({ name }, index) => ({ name, samples: samples[index]! }));
}

/** The median of a variant's samples divided, round by round, by those of the first. */
export function ratioTo(first: Measured, other: Measured): number {
  return median(other.samples.map((value, round) => value / first.samples[round]!));
}
