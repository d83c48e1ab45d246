import type { ClusterConfiguration, ClusterSetting } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';

const DEFAULT_SETTINGS: readonly ClusterSetting[] = [{ name: 'containerInsights', value: 'disabled' }];

/** The settings of a cluster: those given over those it has. Container Insights is only recorded: the lab makes no metrics. */
export function mergedSettings(
  given: readonly ClusterSetting[] = [], present: readonly ClusterSetting[] = DEFAULT_SETTINGS,
): readonly ClusterSetting[] {
  const wrong = given.find(({ name, value = '' }) => name !== 'containerInsights' || !['enabled', 'disabled', 'enhanced'].includes(value));
  if (wrong !== undefined) {
    throw invalidParameter(`The cluster setting ${wrong.name ?? ''}=${wrong.value ?? ''} is not valid; allowed is containerInsights with enabled, `
      + 'disabled or enhanced.');
  }
  return [...present.filter(({ name }) => !given.some((one) => one.name === name)), ...given];
}

export function checkConfiguration(configuration: ClusterConfiguration | undefined): void {
  const exec = configuration?.executeCommandConfiguration;
  if (exec?.logging !== undefined && !['NONE', 'DEFAULT', 'OVERRIDE'].includes(exec.logging)) {
    throw invalidParameter(`The execute command logging '${String(exec.logging)}' is not valid; allowed are NONE, DEFAULT and OVERRIDE.`);
  }
  if (exec?.logging === 'OVERRIDE' && exec.logConfiguration === undefined) {
    throw invalidParameter('The execute command logging OVERRIDE needs a logConfiguration; give one or use DEFAULT.');
  }
  if (exec?.logConfiguration !== undefined && exec.logging !== 'OVERRIDE') {
    throw invalidParameter(`A logConfiguration goes with the execute command logging OVERRIDE, not with ${String(exec.logging ?? 'none given')}.`);
  }
}
