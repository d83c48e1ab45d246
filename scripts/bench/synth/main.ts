import { loadavg } from 'node:os';
import { loadExtensions } from './extensions';
import { perService, ratioTo, sideBySide, type Measured } from './measure';
import { ours } from './ours';
import { ecsPatterns } from './patterns';
import { plain, plainChecked } from './plain';
import type { Variant } from './variant';
import { messageOf, runProgram } from '../../program';
import { Narrator } from '../../workshop/narrator';
import { median } from '../figure';

const usage = `npm run bench:synth [-- --quick]

Processor time of synthesis for each service, in one process: plain aws-cdk-lib, aws-ecs-patterns, ecs-service-extensions and this library with its checks,
at 200 services; and this library from 200 to 1,000 services.

  --quick  1 round with 50 services: a first look, not a figure to quote

Exit status: 0 when everything was measured, whether or not goals are met; 1 when it could not be measured, 2 for a wrong option.
`;

const goal = 1.2;
const say = new Narrator(process.stdout);

async function variants(): Promise<readonly Variant[]> {
  const own = [plain, ecsPatterns, plainChecked, ours];
  try {
    return [...own, await loadExtensions()];
  } catch (error) {
    say.line(`LEFT OUT: ecs-service-extensions could not be had: ${messageOf(error)}`);
    return own;
  }
}

function row({ name, samples }: Measured, ratio: number, limit?: number): string {
  const verdict = limit === undefined ? '' : ratio <= limit ? 'met' : 'NOT MET';
  const times = [median(samples), Math.min(...samples), Math.max(...samples)].map((value) => `${value.toFixed(2)} ms`);
  return `| ${[name, ...times, ratio.toFixed(2), limit === undefined ? '' : `<= ${limit}`, verdict].join(' | ')} |`;
}

async function main({ quick }: { readonly quick: boolean }): Promise<number> {
  const [services, rounds] = quick ? [50, 1] : [200, 5];
  const all = await variants();
  for (const variant of all) perService(variant, 20); // the first use of a module loads it
  say.title(`Synthesis of ${services} services, ${rounds} rounds, load average ${loadavg()[0]!.toFixed(2)}`);
  const measured = sideBySide(all, services, rounds, perService, (round) => say.line(`  round ${round} of ${rounds}`));
  say.line('| a service | median | min | max | to plain | goal | |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const one of measured) say.line(row(one, ratioTo(measured[0]!, one), [ours.name, plainChecked.name].includes(one.name) ? goal : undefined));
  const sizes = quick ? [50, 100] : [200, 400, 600, 800, 1000];
  say.title(`${ours.name}: growth`);
  const grown = sizes.map((size) => ({ name: `${size} services`, samples: Array.from({ length: quick ? 1 : 3 }, () => perService(ours, size)) }));
  say.line('| this library | median a service | min | max | to the smallest | goal | |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const one of grown) say.line(row(one, median(one.samples) / median(grown[0]!.samples), goal));
  say.line(`load average ${loadavg()[0]!.toFixed(2)} after`);
  return 0;
}

function readOptions(args: readonly string[]): { readonly quick: boolean; readonly help: boolean } {
  const unknown = args.find((word) => !['--quick', '--help'].includes(word));
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}: use --quick, --help`);
  return { quick: args.includes('--quick'), help: args.includes('--help') };
}

runProgram({ name: 'bench: it could not be measured', usage, read: readOptions, main });
