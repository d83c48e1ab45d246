import { spawn, spawnSync } from 'node:child_process';

export interface CliRun {
  readonly status: number | null;
  readonly output: string;
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
let stock: { readonly aws: boolean; readonly session: boolean } | undefined;

/** Which stock tools are on the PATH; a session needs a terminal too, which `script` makes. */
export function stockTools(): { readonly aws: boolean; readonly session: boolean } {
  stock ??= { aws: has('aws') && spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0, session: has('session-manager-plugin') && has('script') };
  return stock;
}

/** Runs the stock CLI; undefined where there is none. */
export async function runCli(...args: readonly string[]): Promise<CliRun | undefined> {
  return stockTools().aws ? start('aws', args) : undefined;
}

/** Runs the stock CLI with its plugin on a terminal and types these lines, each after a prompt; undefined where one is missing. */
export async function runSession(typed: readonly string[], ...args: readonly string[]): Promise<CliRun | undefined> {
  const { aws, session } = stockTools();
  if (!aws || !session) return undefined;
  const command = ['aws', ...args].map((word) => `'${word.replaceAll('\'', '\'\\\'\'')}'`).join(' ');
  return start('script', ['-qefc', command, '/dev/null'], typed);
}

function start(program: string, args: readonly string[], typed: readonly string[] = []): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: [typed.length > 0 ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
    const left = [...typed];
    let output = '';
    let unseen = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const take = (chunk: Buffer) => {
      // the shell of busybox asks the terminal for the cursor after its prompt
      const text = chunk.toString().replace(ESCAPES, '');
      output += text;
      unseen += text;
      // a prompt: what comes last and ends in one of the usual signs
      if (left.length > 0 && /[#$>] $/.test(unseen)) {
        unseen = '';
        child.stdin?.write(`${left.shift()}\n`);
      }
    };
    child.stdout!.on('data', take);
    child.stderr!.on('data', take);
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, output });
    });
  });
}
