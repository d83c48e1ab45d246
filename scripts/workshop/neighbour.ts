import { run } from './child';
import { root } from './lab-control';

/** In the lab the VPC's router is another host: it fetches the page over the VPC's own network. */
export async function fromRouter(lab: string, url: string): Promise<string> {
  const routers = await run('docker', ['ps', '-q', '--filter', `label=ecs-lab.name=${lab}`, '--filter', 'label=ecs-lab.role=router'], { cwd: root });
  const router = routers.trim().split('\n')[0];
  if (!router) throw new Error(`the lab ${lab} has no router container: its VPC is not there`);
  return run('docker', ['exec', router, 'curl', '-s', '--max-time', '10', url], { cwd: root });
}
