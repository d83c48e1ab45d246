import type { Home } from './home';
import { bold } from './output';

/** What a person is told when a lab answers. */
export function readyText({ name, log }: Home, endpoint: string): string {
  return `The lab ${bold(name)} answers at ${bold(endpoint)}. Use it with: eval "$(ecs-lab env${name === 'default' ? '' : ` --name ${name}`})"\nLog: ${log}`;
}
