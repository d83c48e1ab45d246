import { readFileSync } from 'node:fs';
import { createBlueprint, type Blueprint } from '../../../src/cloudformation/template/blueprint';
import { parseTemplate } from '../../../src/cloudformation/template/parse';
import { resolveParameters, type GivenParameter } from '../../../src/cloudformation/template/parameters';

/** The template that `cdk bootstrap` deploys, from the CLI that this repository pins. */
export function bootstrapTemplate(): string {
  return readFileSync(require.resolve('aws-cdk/lib/api/bootstrap/bootstrap-template.yaml'), 'utf8');
}

/** A template with its parameters applied, in a world without exports; SSM parameters give `ami-0123456789abcdef0` or `32`. */
export async function blueprintOf(body: string, given: readonly GivenParameter[] = []): Promise<Blueprint> {
  const template = parseTemplate(body);
  const parameters = await resolveParameters(template.parameters, given, [], (names) => Promise.resolve(
    new Map(names.map((name) => [name, name.includes('ami') || name.includes('image') ? 'ami-0123456789abcdef0' : '32']))));
  const stack = { stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/s/1', stackName: 's', accountId: '123456789012', region: 'us-east-1' };
  return createBlueprint(template, parameters, stack, { exported: () => undefined, zones: ['us-east-1a', 'us-east-1b'] });
}
