import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startFakeCloud, type FakeCloud } from '../support/fake-cloud';

async function cloud(context: TestContext, parameters: Record<string, string>): Promise<FakeCloud> {
  const started = await startFakeCloud({ parameters });
  context.after(() => started.stop());
  return started;
}

const parameter = (Value: unknown): string => JSON.stringify({ Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'p', Type: 'String', Value } } } });

test('a reference to a parameter is resolved when the resource is made, wherever it stands', async (context) => {
  const { call, settled, existing } = await cloud(context, { '/a': 'one', '/a:2': 'two' });
  await call('CreateStack', { StackName: 's', TemplateBody: parameter({ 'Fn::Join': ['', ['<{{resolve:ssm:/a}}', '|{{resolve:ssm:/a:2}}>']] }) });
  assert.equal(await settled('s'), 'CREATE_COMPLETE');
  assert.equal((existing('s').get('p') as { Value: string }).Value, '<one|two>');
});

test('a changed parameter is no change of the stack: the reference is what it remembers', async (context) => {
  const parameters = { '/a': 'one' };
  const { call, settled } = await cloud(context, parameters);
  const TemplateBody = parameter('{{resolve:ssm:/a}}');
  await call('CreateStack', { StackName: 's', TemplateBody });
  await settled('s');
  parameters['/a'] = 'other';
  await assert.rejects(call('UpdateStack', { StackName: 's', TemplateBody }), /No updates are to be performed/);
});

test('a parameter that does not exist fails the resource and rolls the stack back', async (context) => {
  const { call, settled, history } = await cloud(context, {});
  await call('CreateStack', { StackName: 's', TemplateBody: parameter('{{resolve:ssm:/none}}') });
  assert.equal(await settled('s'), 'ROLLBACK_COMPLETE');
  assert.match((await history('s')).join('\n'), /P CREATE_FAILED .*ParameterNotFound/);
});

test('a reference that cannot be resolved is refused before anything is made', async (context) => {
  const { call, cloudFormation } = await cloud(context, {});
  for (const [text, refusal] of [
    ['x{{resolve:ssm-secure:/key:1}}', /^SSM Secure reference is not supported in: \[AWS::SSM::Parameter\/Properties\/Value\]$/],
    ['{{resolve:nope}}', /the lab resolves \{\{resolve:ssm:…\}\} and \{\{resolve:secretsmanager:…\}\}, got \{\{resolve:nope\}\}/],
    ['{{resolve:secretsmanager:db:SecretBinary}}', /asks for SecretBinary: CloudFormation resolves SecretString only/],
    ['{{resolve:secretsmanager:db:SecretString:a:AWSCURRENT:1}}', /a version stage and a version id: give one of them/],
    ['{{resolve:secretsmanager:}}', /Incorrect format is used in the following Secrets Manager reference/],
  ] as const) {
    await assert.rejects(call('CreateStack', { StackName: 's', TemplateBody: parameter(text) }), (error: Error) => refusal.test(error.message), text);
    assert.equal(cloudFormation.stacks.find('s'), undefined);
  }
});
