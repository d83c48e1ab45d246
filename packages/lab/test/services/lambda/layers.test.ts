import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  DeleteLayerVersionCommand, GetFunctionConfigurationCommand, GetLayerVersionCommand, ListLayersCommand, ListLayerVersionsCommand,
  PublishLayerVersionCommand, UpdateFunctionConfigurationCommand, type PublishLayerVersionCommandInput,
} from '@aws-sdk/client-lambda';
import { CodeStore } from '../../../src/lambda/code-store';
import { LayerMounts } from '../../../src/lambda/layer-mount';
import { zipOf } from '../../../src/lambda/zip';
import type { Lambda } from '../../../src/services/lambda/lambda';
import { layersOf } from '../../../src/services/lambda/layers';
import { startLambdaLab, type LambdaTestLab } from './support';

let it: LambdaTestLab;
before(async () => { it = await startLambdaLab(); });
after(() => it.stop());

async function publish(
  LayerName: string, files: Readonly<Record<string, string>>, executables: readonly string[] = [],
  more: Partial<PublishLayerVersionCommandInput> = {},
): Promise<string> {
  const Content = { ZipFile: zipOf(files, executables) };
  const { LayerVersionArn = '' } = await it.client.send(new PublishLayerVersionCommand({ LayerName, Content, ...more }));
  return LayerVersionArn;
}

test('versions of a layer are counted, shown and never numbered twice', async () => {
  const first = await publish('counted', { 'nodejs/a.js': '' }, [], { Description: 'one', CompatibleRuntimes: ['nodejs22.x'] });
  assert.equal(first, 'arn:aws:lambda:us-east-1:123456789012:layer:counted:1');
  const shown = await it.client.send(new GetLayerVersionCommand({ LayerName: 'counted', VersionNumber: 1 }));
  assert.deepEqual([shown.Description, shown.CompatibleRuntimes, shown.LayerArn], ['one', ['nodejs22.x'], 'arn:aws:lambda:us-east-1:123456789012:layer:counted']);
  assert.match(await publish('counted', { 'nodejs/a.js': 'x' }), /:2$/);
  await it.client.send(new DeleteLayerVersionCommand({ LayerName: 'counted', VersionNumber: 2 }));
  await it.client.send(new DeleteLayerVersionCommand({ LayerName: 'counted', VersionNumber: 2 }));
  assert.match(await publish('counted', { 'nodejs/a.js': 'y' }), /:3$/);
  const { LayerVersions = [] } = await it.client.send(new ListLayerVersionsCommand({ LayerName: 'counted' }));
  assert.deepEqual(LayerVersions.map(({ Version }) => Version), [3, 1]);
  const { Layers = [] } = await it.client.send(new ListLayersCommand({}));
  assert.equal(Layers.find(({ LayerName }) => LayerName === 'counted')?.LatestMatchingVersion?.Version, 3);
  await assert.rejects(it.client.send(new GetLayerVersionCommand({ LayerName: 'counted', VersionNumber: 2 })), { name: 'ResourceNotFoundException' });
});

test('a Node function finds modules, files and programs of its layers below /opt, the last layer first', async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'layer-mounts-'));
  after(() => rm(scratch, { recursive: true }));
  const mount = await new LayerMounts(scratch).find();
  if ('obstacle' in mount) {
    t.skip(`NOT TESTED: this machine cannot put layers at /opt (${mount.obstacle}); run it as root, or where user namespaces are allowed`);
    return;
  }
  const greeting = (word: string) => ({ 'nodejs/node_modules/greeting/index.js': `module.exports = '${word}';` });
  const below = await publish('below', { ...greeting('below'), 'data/only-below.txt': 'kept' });
  const above = await publish('above', { ...greeting('above'), 'bin/say': '#!/bin/sh\necho said\n', 'tool/run': '#!/var/lang/bin/node\nconsole.log("ran " + __filename)\n' }, ['bin/say', 'tool/run']);
  await it.make('layered', `const { execFileSync } = require('node:child_process'); const { readFileSync } = require('node:fs');
    exports.handler = async () => ({ greeting: require('greeting'), file: readFileSync('/opt/data/only-below.txt', 'utf8'),
      said: execFileSync('say').toString(), ran: execFileSync('/opt/tool/run').toString() });`, { Layers: [below, above] });
  const { error, answer } = await it.call('layered');
  assert.deepEqual([error, answer], [undefined, { greeting: 'above', file: 'kept', said: 'said\n', ran: 'ran /opt/tool/run\n' }]);
  await it.client.send(new DeleteLayerVersionCommand({ LayerName: 'above', VersionNumber: 1 }));
  await it.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'layered', Timeout: 19 }));
  assert.deepEqual((await it.call('layered')).answer, answer);
  const { Layers = [] } = await it.client.send(new GetFunctionConfigurationCommand({ FunctionName: 'layered' }));
  assert.deepEqual(Layers.map(({ Arn }) => Arn), [below, above]);
  await it.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'layered', Layers: [] }));
  assert.match(JSON.stringify((await it.call('layered')).answer), /Cannot find module 'greeting'/);
});

test('a Python function imports what its layer has in python', async () => {
  const layer = await publish('pythonic', { 'python/greeting.py': 'WORD = "from the layer"' });
  await it.make('snake', { 'index.py': 'import greeting\ndef handler(event, context):\n    return greeting.WORD\n' }, { Runtime: 'python3.13', Layers: [layer] });
  assert.equal((await it.call('snake')).answer, 'from the layer');
});

test('the machine itself keeps its /opt', async () => {
  await it.make('plain', 'exports.handler = async () => require("node:fs").existsSync("/opt/data/only-below.txt");');
  assert.equal((await it.call('plain')).answer, false);
});

test('layers that are not there are refused by name', async () => {
  await assert.rejects(it.make('orphan', 'exports.handler = async () => 1;', { Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:none:1'] }),
    /Layer version arn:aws:lambda:us-east-1:123456789012:layer:none:1 does not exist\. This lab has the layers that were published to it/);
  await assert.rejects(it.make('foreign', 'exports.handler = async () => 1;', { Layers: ['arn:aws:lambda:us-east-1:017000801446:layer:counted:1'] }), /none of another account/);
  await assert.rejects(it.make('double', 'exports.handler = async () => 1;', { Layers: [1, 3].map((version) => `arn:aws:lambda:us-east-1:123456789012:layer:counted:${version}`) }),
    /Two different versions of the same layer/);
});

test('where the machine cannot put layers at /opt, only those that a runtime finds by itself are taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layers-'));
  after(() => rm(folder, { recursive: true }));
  const code = new CodeStore(folder);
  const versions = new Map(await Promise.all(['nodejs/x.js', 'awscli/aws'].map(async (file, index) =>
    [`layer:${index}`, { codeHash: await code.put(zipOf({ [file]: '' })), codeSize: 1 }] as const)));
  const lambda = {
    lab: { region: 'us-east-1', accountId: '123456789012' }, tables: { layers: versions },
    runtime: { code, mounts: { find: () => Promise.resolve({ obstacle: 'unshare: Operation not permitted' }) } },
  } as unknown as Lambda;
  const arn = (version: number) => `arn:aws:lambda:us-east-1:123456789012:layer:layer:${version}`;
  assert.equal((await layersOf(lambda, 'f', [arn(0)])).length, 1);
  await assert.rejects(layersOf(lambda, 'f', [arn(1)]), /Lambda function f has the layer \S+layer:1 with \/opt\/awscli, and this machine cannot put it there \(unshare: Operation not permitted\): only nodejs, python, bin, lib work here; run the lab where it may mount/);
});
