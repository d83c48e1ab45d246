import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child';
import { root } from './lab-control';

export const stackName = 'ecs-network-modes-workshop';

/** The pinned cdk CLI on examples/workshop, as `npx cdk` runs it from the repository's root. */
export class Stack {
  constructor(private readonly show: NodeJS.WritableStream, private readonly signal: AbortSignal) {}

  bootstrap(): Promise<string> {
    return this.cdk('bootstrap');
  }

  deploy(): Promise<string> {
    return this.cdk('deploy', stackName, '--require-approval', 'never', '--progress', 'events');
  }

  destroy(): Promise<string> {
    return this.cdk('destroy', stackName, '--force');
  }

  private cdk(...args: string[]): Promise<string> {
    const cli = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    if (!existsSync(cli)) throw new Error('the cdk CLI is not installed: run npm ci');
    return run(process.execPath, [cli, ...args, '--no-notices'], { cwd: root, show: this.show, signal: this.signal });
  }
}
