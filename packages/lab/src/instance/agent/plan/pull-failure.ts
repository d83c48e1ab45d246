import { ContainerFailure } from './container-failure';

/** What the agent says before the engine's own text, where it knows the case. */
const CASES: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/denied: User: .+ is not authorized to perform: ecr:BatchGetImage on resource/, 'Check that the role has the permissions to pull images from the registry.'],
  [/denied: requested access to the resource is denied/, 'Check whether the image exists.'],
  [/request canceled while waiting for connection/, 'Check your network configuration.'],
];

/** Why an image could not be pulled, as the agent words it. */
export function pullFailure(error: unknown): ContainerFailure {
  if (error instanceof ContainerFailure) {
    return error;
  }
  const text = error instanceof Error ? error.message : String(error);
  const advice = CASES.find(([pattern]) => pattern.test(text))?.[1];
  return new ContainerFailure('CannotPullContainerError', advice === undefined ? text : `The task can’t pull the image. ${advice} ${text}`);
}
