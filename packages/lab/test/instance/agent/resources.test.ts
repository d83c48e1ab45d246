import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { iamService } from '../../../src/services/iam/registry';
import { s3Service } from '../../../src/services/s3/registry';
import { secretsManagerService } from '../../../src/services/secretsmanager/registry';
import { ssmService } from '../../../src/services/ssm/registry';
import { startTestLab, type TestLab } from '../../support/lab';
import { EXECUTION_ROLE, payloadOf, sleeper } from './support';
import { stopped, TestAgent } from './test-agent';

const ROOT = rootPrincipal('123456789012');
const SECRET = 'hush-12345';

describe('what the agent fetches for a task with its execution role', { timeout: 300_000 }, () => {
  let lab: TestLab | undefined;
  let secretArn = '';
  const call = async <Output>(service: string, operation: string, input: object) => lab!.lab.invoke<Output>(service, operation, input, ROOT);
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s'], {
    async answer() {
      lab = await startTestLab((core) => [
        iamService({ ...core, ...core.lab }), s3Service(core.lab), secretsManagerService(core.lab), ssmService(core.lab)]);
      const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
      await call('iam', 'CreateRole', {
        RoleName: 'execution', AssumeRolePolicyDocument: document({ Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }) });
      await call('iam', 'PutRolePolicy', { RoleName: 'execution', PolicyName: 'fetch', PolicyDocument: document({
        Action: ['ssm:GetParameters', 'secretsmanager:GetSecretValue', 's3:GetObject'], Resource: [
          'arn:aws:ssm:us-east-1:123456789012:parameter/app/*', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-*', 'arn:aws:s3:::files/*'],
      }) });
      await call('ssm', 'PutParameter', { Name: '/app/token', Type: 'SecureString', Value: `${SECRET}-1` });
      await call('ssm', 'PutParameter', { Name: '/app/token', Type: 'SecureString', Value: `${SECRET}-2`, Overwrite: true });
      await call('ssm', 'PutParameter', { Name: 'elsewhere', Type: 'String', Value: 'x' });
      ({ ARN: secretArn } = await call<{ ARN: string }>('secretsmanager', 'CreateSecret', {
        Name: 'db', SecretString: JSON.stringify({ password: SECRET, port: 5432, tls: true }) }));
      await call('secretsmanager', 'PutSecretValue', { SecretId: 'db', SecretString: JSON.stringify({ password: `${SECRET}-new`, port: 5433 }) });
      await call('s3', 'CreateBucket', { Bucket: 'files' });
      await call('s3', 'PutObject', { Bucket: 'files', Key: 'a/first.env', Body: Buffer.from('# a comment\nSHARED=first\nQUOTED="as is"\n=nameless\nOWN=file\r\n') });
      await call('s3', 'PutObject', { Bucket: 'files', Key: 'second.env', Body: Buffer.from('SHARED=second\nSECOND=a=b') });
      return lab.lab.invoke;
    },
  });
  after(() => lab?.stop());

  const task = (container: Parameters<typeof sleeper>[0], executionRoleArn: string | undefined = EXECUTION_ROLE) =>
    payloadOf({ executionRoleArn, networkMode: 'bridge', containerDefinitions: [sleeper(container)] });
  const failureOf = async (payload: ReturnType<typeof task>) => {
    const [container] = await host.start(payload, stopped);
    assert.deepEqual([container?.runtimeId, container?.exitCode, container?.reason], [undefined, undefined, undefined]);
    return host.reports.failure(payload.task.taskArn);
  };

  it('leaves the exec agent to the keys that a secret or an environment file gives the container, which reach nothing', async () => {
    await call('s3', 'PutObject', { Bucket: 'files', Key: 'keys.env', Body: Buffer.from('AWS_ACCESS_KEY_ID=AKIAOWN') });
    const reaches = async (container: Parameters<typeof sleeper>[0]) => {
      const payload = task(container);
      await host.start(payload);
      const reached = await host.agent.reachesExecEndpoint(payload.task.taskArn, 'sleep');
      await host.stop(payload);
      return reached;
    };
    assert.equal(await reaches({ environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::files/keys.env' }] }), false);
    assert.equal(await reaches({ secrets: [{ name: 'AWS_ACCESS_KEY_ID', valueFrom: '/app/token' }] }), false);
    assert.equal(await reaches({ environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::files/second.env' }] }), true);
  });

  it('puts parameters and secrets into the environment, whole, by version and by member', async () => {
    const payload = task({ secrets: [
      { name: 'TOKEN', valueFrom: '/app/token' },
      { name: 'TOKEN_BY_ARN', valueFrom: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/token' },
      { name: 'OLD_TOKEN', valueFrom: '/app/token:1' },
      { name: 'WHOLE', valueFrom: secretArn },
      { name: 'PASSWORD', valueFrom: `${secretArn}:password::` },
      { name: 'PORT', valueFrom: `${secretArn}:port::` },
      { name: 'OLD_TLS', valueFrom: `${secretArn}:tls:AWSPREVIOUS:` },
    ] });
    const [container] = await host.start(payload);
    const environment = await host.inside(payload, 'sleep', 'env');
    for (const line of [
      `TOKEN=${SECRET}-2`, `TOKEN_BY_ARN=${SECRET}-2`, `OLD_TOKEN=${SECRET}-1`, `WHOLE={"password":"${SECRET}-new","port":5433}`, `PASSWORD=${SECRET}-new`,
      'PORT=5433', 'OLD_TLS=true',
    ]) {
      assert.ok(environment.split('\n').includes(line), `${line} in ${environment}`);
    }
    const [id] = (await host.inspect(container?.runtimeId, '{{range .Config.Env}}{{println .}}{{end}}')).match(/ECS_CONTAINER_METADATA_URI_V4=.*/) ?? [];
    const metadata = await host.machine.shell(`curl -s ${id?.split('=')[1] ?? ''}/task`);
    assert.match(metadata, /"Containers"/);
    assert.doesNotMatch(JSON.stringify(host.reports.of(payload.task.taskArn)) + metadata + host.machine.log.lines.join('\n'), new RegExp(SECRET));
    assert.doesNotMatch(JSON.stringify(host.machine.records()), new RegExp(SECRET));
    await host.stop(payload);
  });

  it('reads environment files: the first has a name, the definition\'s own value is stronger, a secret the strongest', async () => {
    const environmentFiles = ['a/first.env', 'second.env'].map((key) => ({ type: 's3' as const, value: `arn:aws:s3:::files/${key}` }));
    const payload = task({ environmentFiles, environment: [{ name: 'OWN', value: 'definition' }] });
    await host.start(payload);
    const lines = (await host.inside(payload, 'sleep', 'env')).split('\n');
    for (const line of ['SHARED=first', 'QUOTED="as is"', 'OWN=definition', 'SECOND=a=b']) {
      assert.ok(lines.includes(line), `${line} in ${lines.join(' ')}`);
    }
    await host.stop(payload);
  });

  it('ends a task whose secrets cannot be had, in the words of the agent, before a container is made', async () => {
    assert.equal(await failureOf(task({ secrets: [{ name: 'A', valueFrom: '/app/none' }] })),
      'fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: /app/none');
    assert.match(await failureOf(task({ secrets: [{ name: 'A', valueFrom: 'elsewhere' }] })) ?? '', new RegExp(
      '^fetching secret data from SSM Parameter Store in us-east-1: operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: [0-9a-f-]{36}, '
      + 'api error AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/execution/[0-9a-f]{32} is not authorized to perform: ssm:GetParameters '
      + 'on resource: arn:aws:ssm:us-east-1:123456789012:parameter/elsewhere because no identity-based policy allows the ssm:GetParameters action$'));
    const missing = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-gone-aBcDeF';
    assert.match(await failureOf(task({ secrets: [{ name: 'A', valueFrom: missing }] })) ?? '', new RegExp(
      `^ResourceNotFoundException: The task can't retrieve the secret with ARN '${missing}' from AWS Secrets Manager. Check whether the secret exists in the `
      + 'specified Region: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: [0-9a-f-]{36}, '
      + "ResourceNotFoundException: Secrets Manager can't find the specified secret.$"));
    assert.equal(await failureOf(task({ secrets: [{ name: 'A', valueFrom: `${secretArn}:nobody::` }] })),
      'retrieved secret from Secrets Manager did not contain json key nobody');
    assert.match(await failureOf(task({ secrets: [{ name: 'A', valueFrom: `${secretArn}:password` }] })) ?? '',
      /^trying to retrieve secret with value \S+ resulted in error: an invalid ARN format for the AWS Secrets Manager secret was specified\./);
  });

  it('ends a task whose environment file cannot be had', async () => {
    const failure = (value: string, role?: string) => failureOf(task({ environmentFiles: [{ type: 's3', value }] }, role));
    assert.match(await failure('arn:aws:s3:::files/none.env') ?? '', new RegExp(
      '^unable to download env file with key none.env from bucket files, error: operation error S3: GetObject, https response error StatusCode: 404, '
      + 'RequestID: [0-9a-f-]{36}, HostID: [0-9a-f-]{36}, NoSuchKey: The specified key does not exist.'));
    assert.match(await failure('arn:aws:s3:::other/none.env') ?? '', /^unable to download env file with key none.env from bucket other, .* StatusCode: 403, .*AccessDenied: /);
    assert.equal(await host.machine.shell('docker ps -aq --filter status=created'), '');
  });
});
