import { createHash } from 'node:crypto';
import { aws_ecs as ecs, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A fingerprint of what is probed, as the template shows it: a probe runs again when it changes.
 *
 * Services that somebody made the probe depend on count too. Values of deploy time enter as their references.
 *
 * @param probe whose dependencies are looked through
 * @param services that are probed, asked for at synthesis
 */
export function subjectOf(probe: IConstruct, services: () => IConstruct[]): string {
  return Lazy.uncachedString({
    produce: () => {
      const all = [...services(), ...probe.node.dependencies.flatMap(({ node }) => node.findAll())];
      const hash = createHash('sha256');
      for (const text of new Set(all.flatMap(withDefinition).map(templateOf))) {
        hash.update(text);
      }
      return hash.digest('hex').slice(0, 32);
    },
  });
}

function withDefinition(construct: IConstruct): IConstruct[] {
  return construct instanceof ecs.BaseService ? [construct, construct.taskDefinition] : [];
}

/** The properties of the resource; a path in the metadata may change without anything else. */
function templateOf({ node: { defaultChild } }: IConstruct): string {
  if (!CfnResource.isCfnResource(defaultChild)) {
    return '';
  }
  const { Resources } = Stack.of(defaultChild).resolve(defaultChild._toCloudFormation()) as { Resources: Record<string, { Properties?: unknown }> };
  return JSON.stringify(Object.values(Resources).map(({ Properties }) => Properties ?? {}));
}
