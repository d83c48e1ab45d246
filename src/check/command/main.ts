import { planReport } from './plan-report';
import { IN_COLOUR, PLAIN, planText } from './plan-text';
import { readAssembly } from './read-assembly';

/** Where the command writes to, and what it may write. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly colour: boolean;
}

const USAGE = `npx ecs-network-modes plan [DIRECTORY] [--json]

Shows which host ports the ECS services of a cloud assembly take on which instances, and whether all tasks find their ports.
It reads templates: of any CDK app in any language, with or without the constructs and checks of this library.

  DIRECTORY  output of cdk synth (default: cdk.out)
  --json     for machines
  --help     this text

Exit codes: 0 the plan holds, 1 it cannot hold, 2 it could not be made. NO_COLOR=1 keeps colours out.
`;

const FLAGS = ['--json', '--help'];

/** Runs the command and gives its exit code. */
export function main(argv: readonly string[], { out, error, colour }: Terminal): number {
  if (argv.includes('--help') || argv.includes('-h')) {
    out(USAGE);
    return 0;
  }
  const [command, ...rest] = argv;
  const unknown = rest.find((word) => word.startsWith('-') && !FLAGS.includes(word));
  const directories = rest.filter((word) => !word.startsWith('-'));
  if (command !== 'plan' || unknown !== undefined || directories.length > 1) {
    const got = command !== 'plan' ? `command '${command ?? ''}'` : unknown !== undefined ? `option ${unknown}` : `${directories.length} directories`;
    error(`ecs-network-modes has one command: got ${got}, allowed is plan [DIRECTORY] [--json]; see --help\n`);
    return 2;
  }
  const [directory = 'cdk.out'] = directories;
  try {
    const report = planReport(readAssembly(directory), directory);
    out(rest.includes('--json') ? `${JSON.stringify(report, undefined, 2)}\n` : planText(report, colour ? IN_COLOUR : PLAIN));
    return report.holds ? 0 : 1;
  } catch (problem) {
    error(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    return 2;
  }
}
