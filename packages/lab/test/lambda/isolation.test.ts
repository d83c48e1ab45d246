import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '../support/until';
import { startLambdaLab, type LambdaTestLab } from '../services/lambda/support';

let it: LambdaTestLab;
const received: { method?: string; path: string; body: string; type?: string }[] = [];
before(async () => {
  process.env['AWS_PROFILE'] = 'production';
  it = await startLambdaLab();
  it.lab.gateway.route('/cfn-response/', async (request) => {
    received.push({ method: request.method, path: request.path, body: request.body.toString(), type: request.headers['content-type'] });
    return { status: 200, headers: {}, body: '' };
  });
});
after(async () => {
  delete process.env['AWS_PROFILE'];
  await it.stop();
});

const TRY = `const outcome = (run) => new Promise((resolve) => {
  try { run((error) => resolve(error ? (error.code + ': ' + error.message) : 'reached')); } catch (error) { resolve(error.code + ': ' + error.message); }
});`;

test('a function reaches nothing outside loopback, by address, by name, over TLS, datagram, socket file or from a process of its own', async () => {
  // an address of this machine that is not loopback: it would answer if it could be reached
  const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address ?? '192.0.2.1';
  const server = createServer((_request, response) => response.end('reached')).listen(0, '0.0.0.0');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  server.unref();
  await it.make('prisoner', `${TRY}
    const net = require('net'), tls = require('tls'), http = require('http'), https = require('https'), dgram = require('dgram'), dns = require('dns'), { execFileSync } = require('child_process');
    exports.handler = async ({ outside, port }) => ({
      net: await outcome((done) => net.connect(port, outside).on('connect', () => done()).on('error', done)),
      http: await outcome((done) => http.get({ host: outside, port }, () => done()).on('error', done)),
      tls: await outcome((done) => tls.connect({ host: outside, port }, () => done()).on('error', done)),
      https: await outcome((done) => https.get('https://sts.amazonaws.com/', () => done()).on('error', done)),
      metadata: await outcome((done) => http.get('http://169.254.169.254/latest/meta-data/', () => done()).on('error', done)),
      fetch: await outcome((done) => fetch('http://' + outside + ':' + port).then(() => done(), (error) => done(error.cause))),
      file: await outcome((done) => net.connect('/var/run/docker.sock').on('connect', () => done()).on('error', done)),
      datagram: await outcome((done) => dgram.createSocket('udp4').send('x', 53, outside, done)),
      name: await outcome((done) => dns.lookup('amazonaws.com', done)),
      resolve: await outcome((done) => dns.promises.resolve4('amazonaws.com').then(() => done(), done)),
      child: execFileSync(process.execPath, ['-e', 'require("net").connect(' + port + ', "' + outside + '").on("connect", () => console.log("reached")).on("error", (error) => console.log(error.code))']).toString().trim(),
    });`);
  const { error, answer } = await it.call('prisoner', { outside, port }).finally(() => server.close());
  assert.equal(error, undefined, JSON.stringify(answer));
  const outcomes = answer as Record<string, string>;
  for (const way of ['net', 'http', 'tls', 'https', 'metadata', 'fetch', 'file', 'datagram']) assert.match(outcomes[way] ?? '', /^ECONNREFUSED: .* reaches loopback addresses only$/, way);
  for (const way of ['name', 'resolve']) assert.match(outcomes[way] ?? '', /^ENOTFOUND: /, way);
  assert.equal(outcomes['child'], 'ECONNREFUSED');
});

test('the answer of a custom resource goes to the lab, however it is sent', async () => {
  await it.make('responder', `const https = require('https');
    exports.handler = async ({ ResponseURL }) => {
      const { hostname, pathname, search } = new URL(ResponseURL);
      const body = JSON.stringify({ Status: 'SUCCESS' });
      const status = await new Promise((resolve, reject) => {
        const request = https.request({ hostname, path: pathname + search, method: 'PUT', headers: { 'content-type': '', 'content-length': body.length } }, (response) => { response.resume(); resolve(response.statusCode); });
        request.on('error', reject);
        request.end(body);
      });
      const fetched = await fetch(ResponseURL + '2', { method: 'PUT', body: 'fetched' });
      return [status, fetched.status];
    };`);
  const { answer } = await it.call('responder', { ResponseURL: 'https://cfn-response.local/one?x=1' });
  assert.deepEqual(answer, [200, 200]);
  assert.deepEqual(received.map(({ method, path, body }) => [method, path, body]), [
    ['PUT', '/cfn-response/one', '{"Status":"SUCCESS"}'], ['PUT', '/cfn-response/one', 'fetched'],
  ]);
});

test('nothing of the lab\'s own environment reaches a function', async () => {
  await it.make('environment', 'exports.handler = async () => Object.keys(process.env);');
  const names = (await it.call('environment')).answer as string[];
  assert.ok(!names.includes('AWS_PROFILE'));
  assert.ok(names.includes('AWS_LAMBDA_FUNCTION_NAME'));
});

test('every process of a function ends with the lab', async () => {
  const other = await startLambdaLab();
  await other.make('pid', 'exports.handler = async () => process.pid;');
  const pid = (await other.call('pid')).answer as number;
  assert.ok(process.kill(pid, 0));
  await other.stop();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});

test('a process of a function ends by itself when the lab is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-lab-test-'));
  await writeFile(join(folder, 'index.js'), 'exports.handler = () => new Promise(() => { console.log("pid " + process.pid); setInterval(() => {}, 1000); });');
  const script = `const { Worker } = require(${JSON.stringify(join(__dirname, '../../src/lambda/worker.ts'))});
    const worker = new Worker('nodejs22.x', ${JSON.stringify(folder)}, { ECS_LAB_ENDPOINT: 'http://127.0.0.1:1', _HANDLER: 'index.handler', LAMBDA_TASK_ROOT: ${JSON.stringify(folder)} }, (line) => console.log(line));
    worker.invoke({ requestId: 'x', event: '{}', functionArn: 'arn', timeoutMs: 60000 });`;
  const killed = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  killed.stdout.on('data', (chunk) => { printed += String(chunk); });
  const pid = Number(await until('the function to start', () => /pid (\d+)/.exec(printed)?.[1]));
  killed.kill('SIGKILL');
  await until('the end of the function', () => {
    try {
      return !process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH';
    }
  });
  await rm(folder, { recursive: true });
});
