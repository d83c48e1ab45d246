import type { HostEngine } from '../../docker/connect';
import { imageId } from '../../docker/images';
import type { Progress } from '../../docker/progress';
import { AGENT_IMAGE, makeAgentImage } from './agent-image';
import { makeBaseImage } from './base-image';
import { agentTag, baseTag, instanceTag } from './recipe';
import { seedInstanceImage } from './seed';

/**
 * The image that instances are started from, made if this engine does not have it (seconds to two minutes, then kept by its tag,
 * which is a hash of what it is made of). Containers that this takes carry the name of `lab`. Rejects with an `EngineError` where it cannot be made.
 */
export async function ensureInstanceImage(host: HostEngine, lab: string, progress: Progress): Promise<string> {
  const [base, agent, instance] = [baseTag(), agentTag(), instanceTag()];
  if (await imageId(host.docker, instance)) {
    return instance;
  }
  progress('making the instance image (once; kept in the Docker engine)');
  if (!await imageId(host.docker, base)) {
    await makeBaseImage(host, base, progress);
  }
  if (!await imageId(host.docker, agent)) {
    progress('making the ecs-agent image');
    await makeAgentImage(host.docker, base, agent);
  }
  await seedInstanceImage(host.docker, lab, base, { source: agent, name: AGENT_IMAGE }, instance);
  progress('the instance image is ready');
  return instance;
}
