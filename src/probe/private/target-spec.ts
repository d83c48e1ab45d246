import { IConstruct } from 'constructs';
import { TargetSpec } from './probe-spec';
import { subjectOf } from './subject';
import { TargetParts } from './target-parts';

/** A target for the function that runs the probe. */
export function targetSpec({ cluster, service, task }: TargetParts, container: string | undefined): TargetSpec {
  return {
    cluster: cluster.clusterName,
    service: service?.serviceName,
    task,
    // a new revision is something new to probe
    taskDefinition: service?.taskDefinition.taskDefinitionArn,
    container,
  };
}

/** Fingerprint of what a probe of a target looks at; a single task never changes. */
export function targetSubject(probe: IConstruct, { service }: TargetParts): string {
  return subjectOf(probe, () => (service ? [service] : []));
}

/** The container that is named, or the essential one of the task definition; undefined where only ECS knows. */
export function containerOf({ service }: TargetParts, containerName: string | undefined, path: string): string | undefined {
  const definition = service?.taskDefinition;
  if (definition && containerName !== undefined && !definition.findContainer(containerName)) {
    throw new Error(`probe '${path}' looks into a container that is not there: got containerName '${containerName}', `
      + `task definition '${definition.node.path}' has no such container at this point; name one of its containers, or add it before the probe`);
  }
  return containerName ?? definition?.defaultContainer?.containerName;
}
