import { AwsError } from '../../gateway/aws-error';
import { LAB_IMAGE_AGENT_VERSION, LAB_IMAGE_RUNTIME_VERSION, MACHINE_IMAGES, type MachineImage } from '../../lab-image';

const ROOT = '/aws/service/ecs/optimized-ami/';

const fieldsOf = ({ imageId, name }: MachineImage): Readonly<Record<string, string>> => ({
  image_id: imageId,
  image_name: name,
  image_version: '2023.0.20260101',
  ecs_agent_version: LAB_IMAGE_AGENT_VERSION,
  ecs_runtime_version: LAB_IMAGE_RUNTIME_VERSION,
});

/** The value of one of AWS's public parameters; undefined for other names. Refuses the public ones that the lab cannot stand for. */
export function publicParameter(name: string): string | undefined {
  if (!name.startsWith('/aws/')) return undefined;
  for (const image of MACHINE_IMAGES) {
    for (const family of image.families) {
      const prefix = `${ROOT}${family}/recommended`;
      if (name === prefix) return JSON.stringify({ schema_version: 1, ...fieldsOf(image), os: 'Amazon Linux 2023' });
      const field = name.startsWith(`${prefix}/`) ? fieldsOf(image)[name.slice(prefix.length + 1)] : undefined;
      if (field !== undefined) return field;
    }
  }
  const known = MACHINE_IMAGES.flatMap(({ families }) => families).map((family) => `${ROOT}${family}/recommended[/image_id]`);
  throw new AwsError('ParameterNotFound', `Parameter ${name} not found: of AWS's public parameters this lab has ${known.join(', ')}.`);
}
