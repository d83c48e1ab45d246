import type Dockerode from 'dockerode';
import { ROLE_LABEL } from '../../docker/labels';
import { buildDockerfile } from './dockerfile';
import { agentProgramPath, imageFilePath } from './files';

/** Name of the agent's image in the instances, as on AWS. The program in it is the lab's own. */
export const AGENT_IMAGE = 'amazon/amazon-ecs-agent:latest';

const PARTS_LABEL = `${ROLE_LABEL}=image-parts`;

/** Makes the image of the `ecs-agent` container from what the instance's image has: Perl, its libraries and `/agent`. */
export async function makeAgentImage(docker: Dockerode, base: string, reference: string): Promise<void> {
  const program = agentProgramPath();
  const files = [...['carve.sh', 'agent-finish.sh'].map(imageFilePath), ...program ? [program] : []];
  await buildDockerfile(docker, agentDockerfile(base, program !== undefined), files, reference, {
    [ROLE_LABEL]: 'image', 'org.opencontainers.image.description': 'The ecs-agent container of ecs-lab: not Amazon\'s agent',
  });
  // engines keep the first stage as an image without a name
  await docker.pruneImages({ filters: { dangling: ['true'], label: [PARTS_LABEL] } });
}

function agentDockerfile(base: string, withProgram: boolean): string {
  return [
    `FROM ${base} AS parts`,
    `LABEL ${PARTS_LABEL}`,
    `COPY carve.sh agent-finish.sh ${withProgram ? 'agent.pl ' : ''}/`,
    'RUN mkdir /out && sh /agent-finish.sh /out',
    'FROM scratch',
    'COPY --from=parts /out /',
    'CMD ["/agent"]',
    '',
  ].join('\n');
}
