import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import type { ProbeReport } from './run-probe';
import { run } from '../../../scripts/workshop/child';
import { freePort, LabControl } from '../../../scripts/workshop/lab-control';
import type { ProbeSpec } from '../../../src/probe/private/probe-spec';
import { ROOT } from '../../support/tools';

const STACK = 'ProbePermissions';
const CLI = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
/** A lab with a probed stack, in which the probes are run with the role of their function. */
export class ProbedLab {
  private readonly lab = new LabControl(`probe-permissions-${process.pid}`, process.stderr);
  private readonly stack: { outputs: Record<string, string>; role: string; stackId: string } = { outputs: {}, role: '', stackId: '' };

  async up(): Promise<void> {
    await this.lab.up(await freePort(4530));
    await this.lab.enter();
    await this.cdk('bootstrap');
    await this.cdk('deploy', STACK, '--require-approval', 'never', '--app', 'node --import tsx test/probe/lab/app.ts', '--output', 'cdk.out/probe-permissions');
    const cloudFormation = new CloudFormation({});
    const { Stacks: [found] = [] } = await cloudFormation.describeStacks({ StackName: STACK });
    const { StackResourceSummaries: resources = [] } = await cloudFormation.listStackResources({ StackName: STACK });
    this.stack.stackId = found?.StackId ?? '';
    this.stack.outputs = Object.fromEntries(found?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]) ?? []);
    this.stack.role = resources.find(({ LogicalResourceId: id = '' }) => /^NetworkModesProbeProviderRole/.test(id))?.PhysicalResourceId ?? '';
    await this.letTestTakeRole();
  }

  async down(): Promise<void> {
    await this.lab.down();
  }

  /** A value that the stack puts out. */
  output(name: 'Cluster' | 'Service' | 'TaskDefinition' | 'TaskRole'): string {
    return this.stack.outputs[name] ?? '';
  }

  /** Name of the role of the function. */
  get probeRole(): string {
    return this.stack.role;
  }

  /** Does something while a role is denied an action. */
  async without<T>(roleName: string, action: string, act: () => Promise<T>): Promise<T> {
    const iam = new IAM({});
    const PolicyName = 'TakenAway';
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] });
    await iam.putRolePolicy({ RoleName: roleName, PolicyName, PolicyDocument });
    try {
      return await act();
    } finally {
      await iam.deleteRolePolicy({ RoleName: roleName, PolicyName });
    }
  }

  /** Runs a probe with the permissions of its function, and gives all that it says. */
  async probe(spec: ProbeSpec): Promise<ProbeReport> {
    const { Credentials: keys } = await new STS({}).assumeRole({ RoleArn: `arn:aws:iam::123456789012:role/${this.stack.role}`, RoleSessionName: 'probe' });
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: keys?.AccessKeyId, AWS_SECRET_ACCESS_KEY: keys?.SecretAccessKey, AWS_SESSION_TOKEN: keys?.SessionToken,
    };
    const args = ['--import', 'tsx', join(__dirname, 'run-probe.ts'), JSON.stringify(spec), this.stack.stackId];
    return JSON.parse(await run(process.execPath, args, { cwd: ROOT, env })) as ProbeReport;
  }

  private async letTestTakeRole(): Promise<void> {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    });
    await new IAM({}).updateAssumeRolePolicy({ RoleName: this.stack.role, PolicyDocument });
  }

  private async cdk(...args: string[]): Promise<void> {
    await run(process.execPath, [CLI, ...args, '--no-notices'], { cwd: ROOT });
  }
}
