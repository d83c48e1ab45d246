import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  AddTagsToResourceCommand, DeleteParameterCommand, DescribeParametersCommand, GetParameterCommand, GetParametersByPathCommand,
  GetParametersCommand, ListTagsForResourceCommand, PutParameterCommand, SSMClient,
} from '@aws-sdk/client-ssm';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { ssmService } from '../../../src/services/ssm/registry';
import { startTestLab, type TestLab } from '../../support/lab';

describe('Parameter Store', () => {
  let lab: TestLab;
  let ssm: SSMClient;
  before(async () => {
    lab = await startTestLab((core) => [ssmService(core.lab)]);
    ssm = new SSMClient(lab.clientOptions);
  });
  after(() => lab.stop());

  it('keeps a parameter, its versions and its tags', async () => {
    const Name = '/cdk-bootstrap/hnb659fds/version';
    await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: '31' }));
    await assert.rejects(ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: '32' })), { name: 'ParameterAlreadyExists' });
    assert.equal((await ssm.send(new PutParameterCommand({ Name, Value: '32', Overwrite: true }))).Version, 2);
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    assert.equal(Parameter?.Value, '32');
    assert.equal(Parameter?.ARN, `arn:aws:ssm:us-east-1:123456789012:parameter${Name}`);
    assert.ok(Parameter?.LastModifiedDate instanceof Date);
    assert.equal((await ssm.send(new GetParameterCommand({ Name: `${Name}:1` }))).Parameter?.Value, '31');
    await ssm.send(new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: Name, Tags: [{ Key: 'a', Value: 'b' }] }));
    assert.deepEqual((await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name }))).TagList, [{ Key: 'a', Value: 'b' }]);
  });

  it('names the lab image by the public parameters of AWS', async () => {
    const root = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended';
    assert.equal((await ssm.send(new GetParameterCommand({ Name: `${root}/image_id` }))).Parameter?.Value, LAB_IMAGE_ID);
    assert.equal((JSON.parse((await ssm.send(new GetParameterCommand({ Name: root }))).Parameter?.Value ?? '') as { image_id: string }).image_id, LAB_IMAGE_ID);
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id' })), { name: 'ParameterNotFound', message: /this lab has/ });
  });

  it('answers several, saying which are not there', async () => {
    const { Parameters, InvalidParameters } = await ssm.send(new GetParametersCommand({ Names: ['/cdk-bootstrap/hnb659fds/version', '/none', '/aws/none'] }));
    assert.deepEqual([Parameters?.length, InvalidParameters], [1, ['/none', '/aws/none']]);
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/none' })), { name: 'ParameterNotFound' });
  });

  it('lists by path and by name', async () => {
    for (const Name of ['/app/a', '/app/b', '/app/deep/c']) await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: Name }));
    assert.deepEqual((await ssm.send(new GetParametersByPathCommand({ Path: '/app' }))).Parameters?.map(({ Name }) => Name), ['/app/a', '/app/b']);
    assert.equal((await ssm.send(new GetParametersByPathCommand({ Path: '/app', Recursive: true }))).Parameters?.length, 3);
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app/d'] }] }));
    assert.deepEqual(Parameters?.map(({ Name }) => Name), ['/app/deep/c']);
  });

  it('shows a secure string only to who asks for it in clear', async () => {
    await ssm.send(new PutParameterCommand({ Name: 'secret', Type: 'SecureString', Value: 'open sesame' }));
    assert.notEqual((await ssm.send(new GetParameterCommand({ Name: 'secret' }))).Parameter?.Value, 'open sesame');
    assert.equal((await ssm.send(new GetParameterCommand({ Name: 'secret', WithDecryption: true }))).Parameter?.Value, 'open sesame');
  });

  it('forgets a deleted parameter and refuses reserved names', async () => {
    await ssm.send(new DeleteParameterCommand({ Name: 'secret' }));
    await assert.rejects(ssm.send(new DeleteParameterCommand({ Name: 'secret' })), { name: 'ParameterNotFound' });
    await assert.rejects(ssm.send(new PutParameterCommand({ Name: '/aws/x', Type: 'String', Value: 'x' })), { name: 'AccessDeniedException' });
  });
});
