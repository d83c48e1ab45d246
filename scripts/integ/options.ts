/** What the person asked for. */
export interface IntegOptions {
  readonly scenarios: readonly string[];
  /** Compare templates with their snapshots only. */
  readonly snapshot: boolean;
  readonly aws: boolean;
  readonly yes: boolean;
  readonly help: boolean;
}

export const usage = `npm run integ [-- OPTIONS] [SCENARIO …]

Runs the integration scenarios with the real integ-runner: on a local lab, without an AWS account.

  SCENARIO    folder names below integ/ (default: all of them); npm run integ:<SCENARIO> runs one
  --snapshot  only compare the templates with their snapshots; nothing is deployed
  --aws       on the account of the current AWS profile (says what it creates and costs, then asks)
  --yes       with --aws: do not ask
  --help      this text

Exit status: 0 when every scenario passes, 1 when one does not, 2 for a wrong option.
`;

/** Reads the command line. Throws a sentence for what is not known. */
export function readIntegOptions(argv: readonly string[], all: readonly string[]): IntegOptions {
  const flags = ['--snapshot', '--aws', '--yes', '--help'];
  const unknown = argv.find((word) => !flags.includes(word) && !all.includes(word));
  if (unknown !== undefined) throw new Error(`unknown scenario or option ${unknown}: scenarios are ${all.join(', ')}; options are ${flags.join(', ')}`);
  const has = (flag: string) => argv.includes(flag);
  const named = argv.filter((word) => all.includes(word));
  if (has('--yes') && !has('--aws')) throw new Error('--yes belongs to --aws: the lab costs nothing and asks nothing');
  if (has('--snapshot') && has('--aws')) throw new Error('--snapshot deploys nothing, so --aws has no meaning beside it: leave one of them out');
  return { scenarios: named.length > 0 ? named : all, snapshot: has('--snapshot'), aws: has('--aws'), yes: has('--yes'), help: has('--help') };
}
