import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, before, test } from 'node:test';
import { startLambdaLab, type LambdaTestLab } from '../services/lambda/support';
import { snsService } from '../../src/services/sns/registry';

let it: LambdaTestLab;
before(async () => { it = await startLambdaLab((core) => [snsService(core.lab)]); });
after(() => it.stop());

const make = (name: string, source: string, handler = 'index.handler') =>
  it.make(name, { 'index.py': source }, { Runtime: 'python3.13', Handler: handler });

test('a Python function answers, logs, keeps its process and tells its errors', async () => {
  await make('snake', `
import os
count = 0
def handler(event, context):
    global count
    count += 1
    print('called with', event)
    if event.get('break'):
        raise ValueError('broken on purpose')
    return {'count': count, 'name': context.function_name, 'left': context.get_remaining_time_in_millis() > 0, 'region': os.environ['AWS_REGION']}
`);
  const first = await it.call('snake', { a: 1 });
  assert.deepEqual(first.answer, { count: 1, name: 'snake', left: true, region: 'us-east-1' });
  assert.match(first.log, /called with \{'a': 1\}/);
  assert.equal(((await it.call('snake')).answer as { readonly count: number }).count, 2);
  const { error, answer } = await it.call('snake', { break: true });
  assert.equal(error, 'Unhandled');
  const { errorType, errorMessage } = answer as Record<string, string>;
  assert.deepEqual([errorType, errorMessage], ['ValueError', 'broken on purpose']);
});

test('a Python function without its handler or with a module that is not there fails as on AWS', async () => {
  await make('headless', 'x = 1', 'index.other');
  assert.match(JSON.stringify((await it.call('headless')).answer), /Handler 'other' missing on module 'index'/);
  await make('needy', 'import no_such_module\ndef handler(e, c): pass');
  assert.match(JSON.stringify((await it.call('needy')).answer), /Runtime.ImportModuleError.*no_such_module/);
});

test('a Python function reaches nothing outside loopback', async () => {
  const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? '192.0.2.1';
  const server = createServer((_request, response) => response.end('reached')).listen(0, '0.0.0.0');
  await new Promise((resolve) => { server.once('listening', resolve); });
  server.unref();
  await make('prisoner', `
import socket, urllib.request
def attempt(action):
    try:
        action()
        return 'reached'
    except Exception as error:
        return str(error)
def handler(event, context):
    outside, port = event['outside'], event['port']
    return {
        'connect': attempt(lambda: socket.create_connection((outside, port), 2)),
        'http': attempt(lambda: urllib.request.urlopen(f'http://{outside}:{port}', timeout=2)),
        'metadata': attempt(lambda: urllib.request.urlopen('http://169.254.169.254/latest', timeout=2)),
        'name': attempt(lambda: socket.getaddrinfo('amazonaws.com', 443)),
        'datagram': attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', (outside, 53))),
        'file': attempt(lambda: socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')),
        'loopback': attempt(lambda: socket.create_connection(('127.0.0.1', port), 2)),
    }
`);
  const { error, answer } = await it.call('prisoner', { outside, port: (server.address() as AddressInfo).port }).finally(() => server.close());
  assert.equal(error, undefined, JSON.stringify(answer));
  const { loopback, ...others } = answer as Record<string, string>;
  assert.equal(loopback, 'reached');
  for (const [way, outcome] of Object.entries(others)) assert.match(outcome, /reaches loopback addresses only/, way);
});

test('boto3 calls the lab as the function\'s role, over both protocols, and raises what the lab refuses', async () => {
  await it.allow('sns:CreateTopic', 'sts:GetCallerIdentity', 'logs:*');
  await make('caller', `
import boto3
def handler(event, context):
    sns = boto3.client('sns')
    arn = sns.create_topic(Name='from-python')['TopicArn']
    try:
        sns.delete_topic(TopicArn=arn)
        refused = None
    except Exception as error:
        refused = error.response['Error']['Code']
    logs = boto3.client('logs')
    logs.create_log_group(logGroupName='/from/python')
    groups = logs.describe_log_groups(logGroupNamePrefix='/from')['logGroups']
    return {'arn': arn, 'refused': refused, 'groups': [group['logGroupName'] for group in groups]}
`);
  const { answer } = await it.call('caller');
  assert.deepEqual(answer, { arn: 'arn:aws:sns:us-east-1:123456789012:from-python', refused: 'AccessDenied', groups: ['/from/python'] });
});
