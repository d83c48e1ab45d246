import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Refusal } from './refusal.mjs';

const log = '/var/log/ecs-lab-dockerd.log';

/** Where an engine may answer: DOCKER_HOST, the current context, then the usual sockets. */
function candidates() {
  if (process.env.DOCKER_HOST) return [process.env.DOCKER_HOST];
  const context = spawnSync('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], { encoding: 'utf8' });
  const known = ['/var/run/docker.sock', join(homedir(), '.docker/run/docker.sock'), join(homedir(), '.colima/default/docker.sock')];
  return [...new Set([context.status === 0 ? context.stdout.trim() : '', ...known.map((path) => `unix://${path}`)])].filter(Boolean);
}

/** Whether an engine answers `GET /_ping` there. */
function answers(host) {
  const url = /^(unix|npipe):\/\/(.*)$/.exec(host);
  const remote = url ? undefined : new URL(host.replace(/^tcp:/, 'http:'));
  const target = url ? { socketPath: url[2] } : { host: remote.hostname, port: remote.port };
  return new Promise((resolve) => {
    const ping = request({ ...target, path: '/_ping', timeout: 1500 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}

async function findEngine() {
  for (const host of candidates()) if (await answers(host)) return host;
  return undefined;
}

function isDebian() {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(release, 'utf8'));
}

/** Nobody is there to ask in CI or without a terminal: then yes. */
async function agreed(question) {
  if (process.env.CI || !process.stdin.isTTY || !process.stderr.isTTY) return true;
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await line.question(`${question} [Y/n] `);
  line.close();
  return !/^n/i.test(answer);
}

/** Runs one command with its output in view; refuses with what failed. */
function must(command, args) {
  const run = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (run.status !== 0) throw new Refusal(`setup: ${command} ${args.join(' ')} failed, see above.`);
}

function installEngine() {
  console.error('setup: installing the distribution\'s Docker engine (docker.io)');
  must('apt-get', ['update', '-qq']);
  must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'docker.io', 'iptables']);
}

/** Starts the engine and waits until it answers or ends. */
async function startEngine() {
  console.error('setup: starting the Docker engine');
  const systemd = existsSync('/run/systemd/system');
  // without systemd dockerd is run directly: the init script raises a limit that not every host allows
  const daemon = systemd ? spawn('systemctl', ['start', 'docker'], { stdio: 'inherit' })
    : spawn('dockerd', [], { detached: true, stdio: ['ignore', openSync(log, 'a'), openSync(log, 'a')] });
  let ended;
  daemon.on('error', (error) => { ended = error.message; });
  daemon.on('exit', (code) => { if (code !== 0 || !systemd) ended = `exit status ${code}`; });
  daemon.unref();
  const limit = Date.now() + 60_000;
  while (!(await findEngine())) {
    if (ended !== undefined || Date.now() > limit) {
      throw new Refusal(`setup: the Docker engine did not start (${ended ?? 'no answer in 60 s'}); see ${systemd ? 'journalctl -u docker' : log}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Finds a Docker engine; installs and starts the distribution's one as root on Debian and Ubuntu; else says what to do. */
export async function ensureEngine() {
  if (await findEngine()) return;
  const root = process.getuid?.() === 0;
  if (!root || !isDebian() || process.env.DOCKER_HOST) {
    throw new Refusal(['setup: no Docker engine answers.',
      process.platform === 'linux' ? 'Install Docker Engine (or start it: sudo systemctl start docker), then run this command again.'
        : 'Install and start Docker Desktop (or Colima), then run this command again.'].join('\n'));
  }
  const installed = spawnSync('sh', ['-c', 'command -v dockerd'], { stdio: 'ignore' }).status === 0;
  const question = installed ? 'No Docker engine is running. Start it?' : 'No Docker engine is installed. Install docker.io with apt-get and start it?';
  if (!await agreed(question)) throw new Refusal('setup: a Docker engine is needed.\nInstall or start one, then run this command again.');
  if (!installed) installEngine();
  await startEngine();
}
