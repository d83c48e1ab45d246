import { AwsError } from '../../gateway/aws-error';
import { LAB_IMAGE_AGENT_VERSION, LAB_IMAGE_ID, LAB_IMAGE_NAME, LAB_IMAGE_RUNTIME_VERSION } from '../../lab-image';

const ROOT = '/aws/service/ecs/optimized-ami/';
/** Every family that names the lab's one image; arm64 only where this machine is one. */
const FAMILIES = ['amazon-linux-2023', 'amazon-linux-2', ...(process.arch === 'arm64' ? ['amazon-linux-2023/arm64', 'amazon-linux-2/arm64'] : [])];

const FIELDS: Readonly<Record<string, string>> = {
  image_id: LAB_IMAGE_ID,
  image_name: LAB_IMAGE_NAME,
  image_version: '2023.0.20260101',
  ecs_agent_version: LAB_IMAGE_AGENT_VERSION,
  ecs_runtime_version: LAB_IMAGE_RUNTIME_VERSION,
};
const DOCUMENT = JSON.stringify({ schema_version: 1, ...FIELDS, os: 'Amazon Linux 2023' });

/** The value of one of AWS's public parameters; undefined for other names. Refuses the public ones that the lab cannot stand for. */
export function publicParameter(name: string): string | undefined {
  if (!name.startsWith('/aws/')) return undefined;
  for (const family of FAMILIES) {
    const prefix = `${ROOT}${family}/recommended`;
    if (name === prefix) return DOCUMENT;
    const field = name.startsWith(`${prefix}/`) ? FIELDS[name.slice(prefix.length + 1)] : undefined;
    if (field !== undefined) return field;
  }
  throw new AwsError('ParameterNotFound', `Parameter ${name} not found: of AWS's public parameters this lab has ${FAMILIES.map((family) => `${ROOT}${family}/recommended[/image_id]`).join(', ')}.`);
}
