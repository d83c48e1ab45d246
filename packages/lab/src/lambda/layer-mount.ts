import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { childFile } from './child-files';

/** Milliseconds that the trial may take. */
const TRIAL_LIMIT = 20_000;

/** How a process gets layers at /opt: through a command, or not at all. */
export type LayerMount = { readonly through: (layers: string) => readonly string[] } | { readonly obstacle: string };

/**
 * Finds out once whether this machine lets a function have a mount namespace: its /opt with the layers, and /var/lang/bin with the runtime,
 * as scripts of layers name it. `folder` is the lab's own, for what that takes.
 */
export class LayerMounts {
  private found: Promise<LayerMount> | undefined;

  constructor(private readonly folder: string) {}

  find(): Promise<LayerMount> {
    this.found ??= this.trial();
    return this.found;
  }

  private async trial(): Promise<LayerMount> {
    if (process.platform !== 'linux') return { obstacle: `this machine's system is ${process.platform}, and mount namespaces are Linux's` };
    const [runtime, scratch, empty] = ['runtime', 'scratch', 'empty'].map((name) => join(this.folder, name)) as [string, string, string];
    await rm(runtime, { recursive: true, force: true });
    for (const path of [join(runtime, 'lang', 'bin'), join(scratch, 'opt'), join(scratch, 'var'), empty]) await mkdir(path, { recursive: true });
    const python = onPath('python3');
    const programs: readonly (readonly [string, string])[] = [['node', process.execPath], ...python ? [['python', python], ['python3', python]] as const : []];
    for (const [name, path] of programs) await symlink(path, join(runtime, 'lang', 'bin', name));
    const namespace = process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--user', '--map-root-user', '--mount'];
    const through = (layers: string) => [...namespace, 'sh', childFile('with-layers.sh'), layers, runtime, scratch];
    const obstacle = await failureOf([...through(empty), 'test', '-x', '/var/lang/bin/node']);
    return obstacle === undefined ? { through } : { obstacle };
  }
}

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function failureOf([program = '', ...args]: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: TRIAL_LIMIT }, (error, _output, complaint) => {
      resolve(error ? complaint.trim().split('\n').at(-1) || error.message : undefined);
    });
  });
}
