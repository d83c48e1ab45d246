import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const bin = join(__dirname, '../../bin/ecs-lab.cjs');

/** What a developer's machine has: a profile in the environment and in the files, keys, and tools that use them. */
export const REAL_LOOKING = {
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIAREALLOOKING00001',
  AWS_SECRET_ACCESS_KEY: 'real-looking-secret-of-a-person',
  AWS_SESSION_TOKEN: 'real-looking-token',
  AWS_REGION: 'eu-central-1',
  AWS_ENDPOINT_URL_STS: 'https://sts.eu-central-1.amazonaws.com',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
};

/** Why the lab cannot be watched on this machine; undefined where it can. */
export function cannotTrace(): string | undefined {
  const { error, status } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']);
  if (error) return 'SKIPPED: strace is not installed, so nobody watches which connections the lab makes (Debian, Ubuntu: apt-get install strace)';
  return status === 0 ? undefined : 'SKIPPED: strace may not trace here, so nobody watches which connections the lab makes';
}

/** A lab whose process, and every process that it starts, is watched for the addresses that it sends to. */
export class TracedLab {
  readonly name = `safe-${process.pid}`;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ecs-lab-safe-'));
  private readonly trace = join(this.folder, 'trace');
  private process: ChildProcess | undefined;

  async start(): Promise<Record<string, string>> {
    const aws = join(this.folder, 'aws');
    mkdirSync(aws);
    writeFileSync(join(aws, 'config'), '[profile production]\nregion = eu-central-1\nrole_arn = arn:aws:iam::999999999999:role/admin\ncredential_source = Ec2InstanceMetadata\n');
    writeFileSync(join(aws, 'credentials'), '[production]\naws_access_key_id = AKIAREALLOOKING00001\naws_secret_access_key = real-looking-secret-of-a-person\n');
    this.process = spawn('strace', ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-e', 'signal=none', '-o', this.trace,
      process.execPath, bin, 'up', '--name', this.name, '--port', '0'], { env: this.environment(), stdio: 'ignore' });
    for (let waited = 0; waited < 60_000; waited += 200) {
      const { status, stdout } = this.lab('env', '--json');
      if (status === 0) return (JSON.parse(stdout) as { set: Record<string, string> }).set;
      if (this.process.exitCode !== null) break;
      await pause(200);
    }
    throw new Error(`the traced lab did not start (exit code ${this.process.exitCode})`);
  }

  /** Ends the lab and removes everything of it. */
  async stop(): Promise<void> {
    this.lab('down');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Every internet address, with its port, that was connected or sent to. */
  destinations(): readonly string[] {
    if (!existsSync(this.trace)) return [];
    const lines = readFileSync(this.trace, 'utf8');
    const four = [...lines.matchAll(/sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)/g)].map(([, port, address]) => `${address} ${port}`);
    const six = [...lines.matchAll(/sin6_port=htons\((\d+)\),[^}]*inet_pton\(AF_INET6, "([^"]+)"/g)].map(([, port, address]) => `${address} ${port}`);
    return [...new Set([...four, ...six])];
  }

  private lab(...argv: string[]): { readonly status: number | null; readonly stdout: string } {
    return spawnSync(process.execPath, [bin, ...argv, '--name', this.name], { encoding: 'utf8', env: this.environment() });
  }

  private environment(): NodeJS.ProcessEnv {
    const aws = join(this.folder, 'aws');
    return {
      ...process.env, ...REAL_LOOKING, ECS_LAB_HOME: join(this.folder, 'home'), NO_COLOR: '1',
      AWS_CONFIG_FILE: join(aws, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(aws, 'credentials'),
    };
  }
}

/** Whether an address of `destinations` is this machine itself. */
export function isLoopback(destination: string): boolean {
  const [address = ''] = destination.split(' ');
  return address === '::1' || address.startsWith('::ffff:127.') || (isIPv4(address) && address.startsWith('127.'));
}
