import { join } from 'node:path';
import { run } from '../workshop/child';
import { freePort, LabControl, root } from '../workshop/lab-control';

/** A lab whose own output is only of interest when it fails. */
export class BenchLab {
  private readonly control: LabControl;

  constructor(readonly name: string) {
    this.control = new LabControl(name, process.stderr);
  }

  /** Starts it and gives its process id. */
  async up(port: number): Promise<number> {
    const { pid } = JSON.parse(await this.command('up', '--port', String(port), '--detach', '--json')) as { readonly pid: number };
    return pid;
  }

  /** Starts it without any state of an earlier one, and makes it the environment of this process. */
  async fresh(): Promise<number> {
    await this.down();
    const pid = await this.up(await freePort(4590));
    await this.control.enter();
    return pid;
  }

  async down(): Promise<void> {
    await this.command('down');
  }

  private command(command: string, ...options: string[]): Promise<string> {
    return run(process.execPath, [join(root, 'packages', 'lab', 'bin', 'ecs-lab.cjs'), command, '--name', this.name, ...options], { cwd: root });
  }
}
