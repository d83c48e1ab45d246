import { IAMClient, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import type { Core } from '../../../src/assembly/core';
import type { Service } from '../../../src/gateway/operation';
import { zipOf } from '../../../src/lambda/zip';
import { iamService } from '../../../src/services/iam/registry';
import { lambdaService, type LambdaService } from '../../../src/services/lambda/registry';
import { logsService } from '../../../src/services/logs/registry';
import { s3Service } from '../../../src/services/s3/registry';
import { stsService } from '../../../src/services/sts/registry';
import { startTestLab, type TestLab } from '../../support/lab';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com', 'states.amazonaws.com'] }, Action: 'sts:AssumeRole' }],
});

export const ROLE = 'arn:aws:iam::123456789012:role/function';

export interface LambdaTestLab {
  readonly lab: TestLab;
  readonly lambda: LambdaService;
  readonly client: LambdaClient;
  /** Makes a function of these files; `index.handler` is called. */
  make(name: string, source: string | Readonly<Record<string, string>>, more?: Partial<CreateFunctionCommandInput>): Promise<void>;
  /** Invokes it to its end. */
  call(name: string, event?: unknown): Promise<{ readonly error?: string; readonly answer: unknown; readonly log: string }>;
  /** Lets the functions' role do these actions. */
  allow(...actions: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A lab with Lambda and what functions need; the role may write logs. */
export async function startLambdaLab(more: (core: Core) => readonly Service[] = () => []): Promise<LambdaTestLab> {
  let lambda: LambdaService | undefined;
  const lab = await startTestLab((core) => {
    lambda = lambdaService({ lab: core.lab });
    const around = [logsService({ lab: core.lab }), stsService(core), iamService({ ...core, ...core.lab }), s3Service(core.lab)];
    return [lambda.service, ...around, ...more(core)];
  });
  if (!lambda) throw new Error('no Lambda');
  const service = lambda;
  const client = new LambdaClient(lab.clientOptions);
  const iam = new IAMClient(lab.clientOptions);
  await iam.send(new CreateRoleCommand({ RoleName: 'function', AssumeRolePolicyDocument: TRUST }));
  const allow = async (...actions: readonly string[]) => {
    await iam.send(new PutRolePolicyCommand({
      RoleName: 'function', PolicyName: 'allowed',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['logs:*', ...actions], Resource: '*' }] }),
    }));
  };
  await allow();
  return {
    lab, lambda: service, client, allow,
    async make(name, source, settings = {}) {
      const files = typeof source === 'string' ? { 'index.js': source } : source;
      await client.send(new CreateFunctionCommand({
        FunctionName: name, Runtime: 'nodejs22.x', Role: ROLE, Handler: 'index.handler', Timeout: 20, Code: { ZipFile: zipOf(files) }, ...settings,
      }));
    },
    async call(name, event = {}) {
      const { FunctionError: error, Payload, LogResult } = await client.send(new InvokeCommand({
        FunctionName: name, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail',
      }));
      return { error, answer: JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown, log: Buffer.from(LogResult ?? '', 'base64').toString() };
    },
    async stop() {
      await service.stop();
      await lab.stop();
    },
  };
}
