/** What the person asked for, and how much is measured for it. */
export interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly help: boolean;
  /** Interleaved pairs of the figures that take moments. */
  readonly pairs: number;
  /** Deploys of the workshop, each in a lab of its own. */
  readonly deploys: number;
}

export const usage = `npm run bench [-- OPTIONS]

Measures the lab on this machine: medians of 30 interleaved pairs and of 5 deploys of the workshop, in one run of about eight minutes.

  --quick  5 pairs and 1 deploy: a first look, not a figure to quote
  --json   print the figures with every sample as JSON on standard output; everything else goes to standard error
  --help   this text

Exit status: 0 when everything was measured, whether or not goals are met; 1 when it could not be measured, 2 for a wrong option.
`;

/** Reads the command line. Throws a sentence for what is not known. */
export function readOptions(argv: readonly string[]): Options {
  const known = ['--json', '--quick', '--help'];
  const unknown = argv.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}: use ${known.join(', ')}`);
  const quick = argv.includes('--quick');
  return { json: argv.includes('--json'), quick, help: argv.includes('--help'), pairs: quick ? 5 : 30, deploys: quick ? 1 : 5 };
}
