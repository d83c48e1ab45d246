import { Command, CommanderError } from 'commander';
import { EXIT, Failure, textOf } from './failure';
import { jsonOption, nameOption, readPort, readRegion, readTimeScale } from './options';
import { red } from './output';

export interface UpOptions {
  readonly name: string;
  readonly port?: number;
  readonly region?: string;
  readonly timeScale?: number;
  readonly detach?: boolean;
  readonly json?: boolean;
}

export interface EventsOptions extends NamedOptions {
  readonly follow?: boolean;
  readonly cluster?: string;
}

export interface NamedOptions {
  readonly name: string;
  readonly json?: boolean;
}

// each command is loaded when it is asked for: `env` and `status` should not wait for Docker's client
export function createProgram(): Command {
  const program = new Command('ecs-lab')
    .description('A local Amazon ECS on EC2 that the stock AWS tools talk to. State lives in ${ECS_LAB_HOME:-~/.ecs-lab}/<name>.')
    .addHelpText('after', `\nExit codes: ${EXIT.ok} done, ${EXIT.failed} failed, ${EXIT.usage} wrong usage, ${EXIT.notRunning} the lab is not running.`)
    .exitOverride();
  program.command('up').description('start a lab, or take up the one that was stopped')
    .addOption(nameOption())
    .option('--port <port>', 'port on 127.0.0.1, 0 for any free one (default: 4510, or the last one)', readPort)
    .option('--region <region>', 'the one region that the lab serves (default: us-east-1, or that of its state)', readRegion)
    .option('--time-scale <n>', 'divides the long timers of AWS (default: 10, or that of its state); stop time-outs are always real', readTimeScale)
    .option('--detach', 'return as soon as the lab is ready')
    .addOption(jsonOption())
    .action(async (options: UpOptions) => (await import('./up')).up(options));
  program.command('env').description('print the environment that leads the AWS tools to the lab: eval "$(ecs-lab env)"')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (options: NamedOptions) => (await import('./env')).env(options));
  program.command('status').description('show what the lab runs')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (options: NamedOptions) => (await import('./status')).status(options));
  program.command('events').description('tell what tasks, services and instances went through since the lab began')
    .addOption(nameOption())
    .option('--follow', 'go on telling, until Ctrl-C')
    .option('--cluster <cluster>', 'only this cluster')
    .option('--json', 'one JSON object a line')
    .action(async (options: EventsOptions) => (await import('./events')).events(options));
  program.command('doctor').description('say what this machine lacks and how to get it')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (options: NamedOptions) => (await import('./doctor')).doctor(options));
  program.command('session <instance-id>').description('open a shell on an instance')
    .addOption(nameOption())
    .action(async (instanceId: string, options: NamedOptions) => (await import('./session')).session(instanceId, options));
  const image = program.command('image').description('images for tasks');
  image.command('load <file-or-name>').description('give the lab an image: a docker save archive, or the name of one of this machine')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (source: string, options: NamedOptions) => (await import('./image-load')).imageLoad(source, options));
  image.command('prepare').description('make the instance image and the workshop images now, so that the first deployment need not')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (options: NamedOptions) => (await import('./image-prepare')).imagePrepare(options));
  program.command('calibrate').description('replay the conformance list on a real AWS account and show where the lab differs: calibrate --help')
    // its own options are read by what it starts
    .allowUnknownOption().allowExcessArguments().helpOption(false).argument('[options...]')
    .action(async (options: readonly string[]) => (await import('./calibrate')).calibrate(options));
  program.command('down').description('stop the lab and remove everything of it: processes, containers, networks, volumes, state')
    .addOption(nameOption()).addOption(jsonOption())
    .action(async (options: NamedOptions) => (await import('./down')).down(options));
  program.command('supported', { hidden: true }).description('print SUPPORTED.md')
    .action(async () => (await import('./supported')).supported());
  return program;
}

/** Runs a command line; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    process.stderr.write(`${red('ecs-lab:')} ${textOf(error)}\n`);
    return error instanceof Failure ? error.exitCode : EXIT.failed;
  }
}
