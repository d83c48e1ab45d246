import { Aws } from './aws';
import { LabControl } from './lab-control';
import { stackName } from './stack';

const quote = (text: string) => `'${text.replaceAll('\'', '\'\\\'\'')}'`;

/** A running lab: the workshop's own, else the default one. */
function runningLab(): LabControl | undefined {
  return ['workshop', 'default'].map((name) => new LabControl(name, process.stderr)).find((lab) => lab.isRunning());
}

/**
 * Prints the variables of the workshop's pages as shell commands: `eval "$(npm run -s workshop:env)"`.
 * An endpoint in the environment is used as it is; else a running lab; else the account of the current AWS profile.
 */
async function main(): Promise<void> {
  const lines: string[] = [];
  const lab = process.env.AWS_ENDPOINT_URL ? undefined : runningLab();
  if (lab) {
    const { set, unset } = await lab.environment();
    await lab.enter();
    lines.push(`unset ${unset.join(' ')}`, ...Object.entries(set).map(([name, value]) => `export ${name}=${quote(value)}`));
  }
  const outputs = await new Aws().outputs(stackName);
  for (const [name, value] of Object.entries(outputs)) lines.push(`export ${name}=${quote(value)}`);
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region) lines.push(`export AWS_REGION=${quote(region)}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`workshop:env: the outputs of ${stackName} could not be read (${reason}); deploy it first: npm run workshop -- --keep\n`);
  process.exitCode = 1;
});
