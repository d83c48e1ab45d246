import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand, ListStackResourcesCommand, type Stack as DescribedStack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { DeleteParameterCommand, GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App, CfnResource, type Stack } from 'aws-cdk-lib/core';
import { assemble, type AssembledLab } from '../../src/assembly';
import { environmentOf, makeToolFiles } from '../../src/cli/environment';
import { homeOf } from '../../src/cli/home';
import { connectEngine } from '../../src/docker/connect';
import { startTestLab, type TestLab } from '../support/lab';
import { until } from '../support/until';

/** On a busy machine a stack takes its time. */
const LIMIT_MS = 60_000;
export const ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };

/** How a program ended, and all that it wrote, without colours. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

export interface RunOptions {
  /** The exit status that is expected; `failure` is any other than 0. */
  readonly status?: number | 'failure';
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A whole lab with the pinned `cdk` and the stock `aws` pointed at it. */
export class DeployLab {
  readonly cloudFormation: CloudFormationClient;
  readonly ssm: SSMClient;
  private readonly environment: Readonly<Record<string, string>>;

  private constructor(readonly lab: TestLab, private readonly assembled: AssembledLab, readonly folder: string) {
    this.cloudFormation = new CloudFormationClient(lab.clientOptions);
    this.ssm = new SSMClient(lab.clientOptions);
    const home = homeOf(lab.lab.name, { ECS_LAB_HOME: folder });
    makeToolFiles(home);
    this.environment = environmentOf(home, { endpoint: lab.endpoint, region: lab.lab.region });
  }

  /** Starts a lab on a free port; `timeScale` divides the long timers. */
  static async start(options: { readonly name?: string; readonly timeScale?: number } = {}): Promise<DeployLab> {
    const host = await connectEngine();
    const folder = mkdtempSync(join(tmpdir(), 'ecs-lab-deploys-'));
    const assembled: AssembledLab[] = [];
    const lab = await startTestLab((core) => {
      assembled.push(assemble(core, host));
      return [];
    }, options);
    for (const each of assembled) await each.start();
    return new DeployLab(lab, assembled[0] as AssembledLab, folder);
  }

  async stop(): Promise<void> {
    await this.assembled.stop();
    await this.lab.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The bootstrap stack, made by `cdk bootstrap`. */
  bootstrap(...options: readonly string[]): Promise<string> {
    return this.cdk(['bootstrap', `aws://${ENVIRONMENT.account}/${ENVIRONMENT.region}`, ...options]);
  }

  /** Synthesises an app; gives the folder of its cloud assembly. */
  synth(build: (app: App) => void, outdir = mkdtempSync(join(this.folder, 'app-'))): string {
    const app = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': false } });
    build(app);
    app.synth();
    return outdir;
  }

  /** Runs the pinned `cdk` and gives what it wrote; fails when its exit status is not the expected one. */
  cdk(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return this.run(process.execPath, [CDK, ...args, '--no-notices', '--no-color'], options);
  }

  /** Deploys a cloud assembly. */
  deploy(assembly: string, args: readonly string[] = [], options: RunOptions = {}): Promise<string> {
    return this.cdk(['deploy', '--app', assembly, '--require-approval', 'never', ...args], options);
  }

  destroy(assembly: string, args: readonly string[] = [], options: RunOptions = {}): Promise<string> {
    return this.cdk(['destroy', '--app', assembly, '--force', ...args], options);
  }

  /** Runs the stock `aws`. */
  aws(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return this.run('aws', args, options);
  }

  /** Starts the pinned `cdk` and lets it run; gives what it has written so far, and how to end it. */
  start(args: readonly string[], cwd: string): { output(): string; stop(): Promise<unknown> } {
    const child = spawn(process.execPath, [CDK, ...args, '--no-notices', '--no-color'], { cwd, env: this.toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    return {
      output: () => output,
      stop: () => {
        child.kill();
        return ended;
      },
    };
  }

  private toolEnvironment(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH ?? '', HOME: this.folder, ...this.environment };
  }

  private async run(program: string, args: readonly string[], { status: expected = 0, cwd = this.folder, env = {} }: RunOptions): Promise<string> {
    const { status, output } = await run(program, args, cwd, { ...this.toolEnvironment(), ...env });
    if (expected === 'failure' ? status === 0 : status !== expected) throw new Error(`${[program, ...args].join(' ')} ended with ${status}, not ${expected}:\n${output}`);
    return output;
  }

  /** A stack by name, or by ARN where it may be deleted. */
  async stack(StackName: string): Promise<DescribedStack> {
    const { Stacks: [stack] = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName }));
    if (!stack) throw new Error(`no stack ${StackName}`);
    return stack;
  }

  async resources(StackName: string): Promise<readonly StackResourceSummary[]> {
    return (await this.cloudFormation.send(new ListStackResourcesCommand({ StackName }))).StackResourceSummaries ?? [];
  }

  /** A stack when nothing runs on it. */
  ended(name: string): Promise<DescribedStack> {
    return until(`the end of what runs on ${name}`, async () => {
      const stack = await this.stack(name);
      return stack.StackStatus?.endsWith('_IN_PROGRESS') === false && stack;
    }, LIMIT_MS);
  }

  /** A stack's history from `since`, oldest first: `LogicalId STATUS`, and the reason where there is one. */
  async events(StackName: string, since = new Date(0)): Promise<readonly string[]> {
    const lines: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName, NextToken }));
      const wanted = (page.StackEvents ?? []).filter(({ Timestamp }) => (Timestamp ?? since) >= since);
      lines.push(...wanted.map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason: reason }) => (
        `${LogicalResourceId} ${ResourceStatus}${reason === undefined ? '' : `: ${reason}`}`)));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return lines.reverse();
  }

  /** The value of a parameter of Parameter Store; `undefined` where there is none. */
  async parameter(Name: string): Promise<string | undefined> {
    try {
      return (await this.ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  }

  async putParameter(Name: string, Value: string): Promise<void> {
    await this.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  }

  async deleteParameter(Name: string): Promise<void> {
    await this.ssm.send(new DeleteParameterCommand({ Name }));
  }
}

const CDK = createRequire(__filename).resolve('aws-cdk/bin/cdk');

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** A parameter of Parameter Store: what a stack can have at the smallest cost. */
export function parameter(stack: Stack, id: string, properties: Readonly<Record<string, unknown>>): CfnResource {
  return new CfnResource(stack, id, { type: 'AWS::SSM::Parameter', properties: { Type: 'String', ...properties } });
}
