import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { ListFunctionsCommand, GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AwsError } from '../../src/gateway/aws-error';
import type { Operation, Service } from '../../src/gateway/operation';
import { stsService } from '../../src/services/sts/registry';
import { createMemoryStore } from '../../src/state/memory-store';
import { startTestLab, type TestLab } from '../support/lab';

const seen: unknown[] = [];
const describeVpcs: Operation<object, object> = {
  run: (input) => {
    seen.push(input);
    return { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: false, Tags: [{ Key: 'Name', Value: '<a & b>' }] }] };
  },
};
const services: readonly Service[] = [
  { name: 'ec2', protocol: { kind: 'ec2-query', apiVersion: '2016-11-15', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' }, operations: { DescribeVpcs: describeVpcs } },
  {
    name: 'ecs',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
    operations: {
      DescribeClusters: { run: () => ({ clusters: [{ clusterName: 'é' }], when: new Date(1_500), absent: undefined }) },
      ListClusters: { run: () => { throw new AwsError('ClusterNotFoundException', 'Cluster not found.', 400, { hint: 'x' }); } },
    },
  },
  {
    name: 'lambda',
    protocol: { kind: 'rest-json', routes: { GetFunction: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}' } } },
    operations: { GetFunction: { run: (input: object) => ({ Configuration: { FunctionName: JSON.stringify(input) } }) } },
  },
];

describe('the gateway', () => {
  let lab: TestLab;
  before(async () => { lab = await startTestLab((core) => [stsService(core), ...services]); });
  after(() => lab.stop());

  it('answers a query call of the root key', async () => {
    const { Account, Arn } = await new STSClient(lab.clientOptions).send(new GetCallerIdentityCommand({}));
    assert.deepEqual({ Account, Arn }, { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
  });

  it('hands an EC2 call its lists, numbers and booleans and answers with EC2 names', async () => {
    seen.length = 0;
    const client = new EC2Client(lab.clientOptions);
    const { Vpcs } = await client.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: ['a', 'b'] }], MaxResults: 5, DryRun: false }));
    assert.deepEqual(seen, [{ Filters: [{ Name: 'vpc-id', Values: ['a', 'b'] }], MaxResults: 5, DryRun: false }]);
    assert.deepEqual(Vpcs, [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: false, Tags: [{ Key: 'Name', Value: '<a & b>' }] }]);
  });

  it('carries JSON both ways, errors with their own members included', async () => {
    const client = new ECSClient(lab.clientOptions);
    assert.equal((await client.send(new DescribeClustersCommand({}))).clusters?.[0]?.clusterName, 'é');
    await assert.rejects(client.send(new ListClustersCommand({})), { name: 'ClusterNotFoundException', message: 'Cluster not found.' });
  });

  it('binds path and query members of a REST call', async () => {
    const { Configuration } = await new LambdaClient(lab.clientOptions).send(new GetFunctionCommand({ FunctionName: 'a b', Qualifier: '7' }));
    assert.deepEqual(JSON.parse(Configuration?.FunctionName ?? ''), { FunctionName: 'a b', Qualifier: '7' });
  });

  it('refuses an operation that the lab does not have, naming it and what there is', async () => {
    await assert.rejects(new LambdaClient(lab.clientOptions).send(new ListFunctionsCommand({})), { name: 'UnknownOperationException', message: /GET \/2015-03-31\/functions.*it has GetFunction/ });
  });

  it('refuses keys that are not its own, so that real ones are never accepted', async () => {
    const foreign = { ...lab.clientOptions, credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } };
    await assert.rejects(new STSClient(foreign).send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' });
    await assert.rejects(new ECSClient(foreign).send(new ListClustersCommand({})), { name: 'UnrecognizedClientException' });
  });

  it('refuses another region in one sentence', async () => {
    await assert.rejects(new ECSClient({ ...lab.clientOptions, region: 'eu-west-1' }).send(new ListClustersCommand({})), /this lab is in us-east-1 and the call is signed for eu-west-1/);
  });

  it('refuses requests of web pages', async () => {
    assert.equal(await statusOf(lab.endpoint, { host: 'evil.example:80' }), 403);
    assert.equal(await statusOf(lab.endpoint, { origin: 'http://evil.example' }), 403);
    assert.equal(await statusOf(lab.endpoint, {}), 403);
  });

  it('hands other paths and web sockets to their owners', async () => {
    lab.gateway.route('/cfn-response/', async ({ path, body }) => ({ status: 200, headers: {}, body: `${path} ${body.toString()}` }));
    const answer = await fetch(`${lab.endpoint}/cfn-response/7`, { method: 'PUT', body: 'x' });
    assert.equal(await answer.text(), '/cfn-response/7 x');
  });
});

describe('a gateway whose disk refuses', () => {
  it('acknowledges nothing and says why', async () => {
    const refusing = { ...createMemoryStore(), flushed: () => Promise.reject(new Error('no space left on device')) };
    const lab = await startTestLab((core) => [stsService(core)], { store: refusing });
    try {
      await assert.rejects(new STSClient(lab.clientOptions).send(new GetCallerIdentityCommand({})), { name: 'InternalFailure', message: 'the lab failed: no space left on device' });
    } finally {
      await lab.stop();
    }
  });
});

function statusOf(endpoint: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(endpoint, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject).end();
  });
}
