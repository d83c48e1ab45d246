/** What the person asked for. */
export interface Options {
  readonly keep: boolean;
  readonly json: boolean;
  readonly aws: boolean;
  readonly yes: boolean;
  readonly help: boolean;
}

export const usage = `npm run workshop [-- OPTIONS]

Deploys examples/workshop with the real cdk, walks both workshop pages, and checks everything they show.
Without options it does so on a local lab: no AWS account is used or needed.

  --keep   leave the lab and the stack running, and say how to go on by hand
  --json   print the report as JSON on standard output; everything else goes to standard error
  --aws    use the account of the current AWS profile instead of the lab (says what it creates and costs, then asks)
  --yes    with --aws: do not ask
  --help   this text

Writes workshop-report.json and workshop-report.html. Exit status: 0 when every check holds, 1 when one does not, 2 for a wrong option.
`;

/** Reads the command line. Throws a sentence for what is not known. */
export function readOptions(argv: readonly string[]): Options {
  const known = ['keep', 'json', 'aws', 'yes', 'help'] as const;
  const unknown = argv.find((word) => !known.some((name) => word === `--${name}`));
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}: use ${known.map((name) => `--${name}`).join(', ')}`);
  const has = (name: (typeof known)[number]) => argv.includes(`--${name}`);
  if (has('yes') && !has('aws')) throw new Error('--yes belongs to --aws: the lab costs nothing and asks nothing');
  return { keep: has('keep'), json: has('json'), aws: has('aws'), yes: has('yes'), help: has('help') };
}
