import { readOptions as readLines } from '../options';

/** What the person asked for. */
export interface Options {
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly region?: string;
  readonly out?: string;
  /** A ledger of an earlier run: remove what it names, and nothing else. */
  readonly remove?: string;
  readonly yes: boolean;
  readonly help: boolean;
  /** Numbers of the lines to replay; empty for all. */
  readonly lines: readonly number[];
}

export const usage = `ecs-lab calibrate --profile NAME [OPTIONS]

Replays the conformance list (docs/lab.md) on a real AWS account: says first what it makes and what that costs, asks, removes everything afterwards,
also after Ctrl-C or a failure, writes a redacted and dated recording, and shows where the lab differs.

  --profile NAME        the profile of the account; best an account of its own
  --region REGION       the region (default: that of the profile)
  --line N              replay this line alone (may be given again, and as a range: --line 57-63)
  --out FILE            the recording (default: ecs-on-aws-DATE.json in this folder)
  --yes                 do not ask
  --remove FILE         remove what an earlier, killed run left, by the ledger that it wrote
  --endpoint-url URL    another endpoint instead of AWS, for example a lab, with the credentials of the environment
  --help                this text

Exit status: 0, 1 when something could not be done or removed, 2 for a wrong option.
`;

const VALUES = { '--profile': 'profile', '--region': 'region', '--out': 'out', '--remove': 'remove', '--endpoint-url': 'endpointUrl' } as const;

/** Reads the command line. Throws a sentence for what is not known. */
export function readOptions(argv: readonly string[], last: number): Options {
  const values: { -readonly [Name in (typeof VALUES)[keyof typeof VALUES]]?: string } = {};
  const flags = new Set<string>();
  const lines: string[] = [];
  const words = argv.flatMap((word) => /^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word]);
  while (words.length > 0) {
    const word = words.shift()!;
    if (word in VALUES || word === '--line') {
      const value = words.shift();
      if (value === undefined || value.startsWith('--')) throw new Error(`${word} needs a value`);
      if (word === '--line') lines.push('--line', value);
      else values[VALUES[word as keyof typeof VALUES]] = value;
    } else if (word === '--yes' || word === '--help') {
      flags.add(word);
    } else {
      throw new Error(`unknown option ${word}: use ${[...Object.keys(VALUES), '--line', '--yes'].join(', ')} or --help`);
    }
  }
  if (!flags.has('--help') && (values.profile === undefined) === (values.endpointUrl === undefined)) {
    throw new Error('say on which account: --profile NAME (or --endpoint-url URL for another endpoint), one of the two');
  }
  return { ...values, yes: flags.has('--yes'), help: flags.has('--help'), lines: readLines(lines, last).lines };
}
