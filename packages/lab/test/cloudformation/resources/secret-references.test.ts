import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateChangeSetCommand, DescribeChangeSetCommand, DescribeStackEventsCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
before(async () => { it = await startStackLab(); });
after(() => it.stop());

const resources = (description: string) => ({
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db', SecretString: '{"password":"correct-horse"}' } },
  Copy: { Type: 'AWS::SSM::Parameter', Properties: {
    Name: 'copy', Type: 'String', Description: description,
    Value: { 'Fn::Join': ['', ['pw={{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password::}}']] },
  } },
});

test('a secret of the same stack reaches a resource, and neither events, change sets nor the processed template', async () => {
  await it.deploy('s', resources('one'));
  const { Parameter } = await new SSMClient(it.lab.clientOptions).send(new GetParameterCommand({ Name: 'copy' }));
  assert.equal(Parameter?.Value, 'pw=correct-horse');
  const TemplateBody = JSON.stringify({ Resources: { Copy: resources('two').Copy, Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'db' } } } });
  await it.cloudFormation.send(new CreateChangeSetCommand({ StackName: 's', ChangeSetName: 'c', TemplateBody }));
  const shown = await it.cloudFormation.send(new DescribeChangeSetCommand({ StackName: 's', ChangeSetName: 'c', IncludePropertyValues: true }));
  const copied = JSON.stringify(shown.Changes?.filter(({ ResourceChange }) => ResourceChange?.LogicalResourceId === 'Copy'));
  assert.match(copied, /resolve:secretsmanager:arn/);
  const events = await it.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 's' }));
  const template = await it.cloudFormation.send(new GetTemplateCommand({ StackName: 's', TemplateStage: 'Processed' }));
  assert.match(template.TemplateBody ?? '', /resolve:secretsmanager/);
  for (const text of [copied, JSON.stringify(events.StackEvents)]) assert.doesNotMatch(text, /correct-horse/);
});

test('a key that the secret has not fails the resource', async () => {
  await assert.rejects(it.deploy('t', { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'p', Type: 'String', Value: '{{resolve:secretsmanager:db:SecretString:none}}' } } }),
    /P: Could not find a value associated with JSONKey in SecretString/);
});
