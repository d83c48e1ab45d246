import type { InstancesDistribution, LaunchTemplateSpecification, MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';
import { refusalText, refuseOthers } from '../support/accepting';
import { validation } from './errors';

/** How a group mixes instance types, beside its launch template. */
export interface MixedInstances {
  /** Types that stand for the template's, the first preferred; none: the template's own. */
  readonly instanceTypes: readonly string[];
  /** Kept as given: on-demand or Spot, an instance of the lab is the same and is never interrupted. */
  readonly distribution: InstancesDistribution;
}

const DISTRIBUTION = [
  'OnDemandAllocationStrategy', 'OnDemandBaseCapacity', 'OnDemandPercentageAboveBaseCapacity', 'SpotAllocationStrategy', 'SpotInstancePools',
  'SpotMaxPrice',
] as const satisfies readonly (keyof InstancesDistribution)[];

/** Auto Scaling's defaults. */
const DEFAULTS: InstancesDistribution = {
  OnDemandAllocationStrategy: 'prioritized', OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 100,
  SpotAllocationStrategy: 'lowest-price',
};

const refusal = (where: string, member: string, accepted: readonly string[]) => validation(refusalText(where, member, accepted));

/** The launch template and the types of a policy. Weights and requirements in place of types are refused. */
export function mixedInstances(
  policy: MixedInstancesPolicy,
): { readonly template: LaunchTemplateSpecification | undefined; readonly mixed: MixedInstances } {
  const { LaunchTemplate: launch = {}, InstancesDistribution: distribution = {} } = policy;
  refuseOthers('MixedInstancesPolicy', policy, ['LaunchTemplate', 'InstancesDistribution'], refusal);
  refuseOthers('InstancesDistribution', distribution, DISTRIBUTION, refusal);
  refuseOthers('LaunchTemplate of a MixedInstancesPolicy', launch, ['LaunchTemplateSpecification', 'Overrides'], refusal);
  const instanceTypes = (launch.Overrides ?? []).map((override) => {
    refuseOthers('an override of a MixedInstancesPolicy', override, ['InstanceType'], refusal);
    return override.InstanceType ?? '';
  });
  return { template: launch.LaunchTemplateSpecification, mixed: { instanceTypes, distribution: { ...DEFAULTS, ...distribution } } };
}

/** As the group is described. */
export const mixedView = (
  template: LaunchTemplateSpecification | undefined, { instanceTypes, distribution }: MixedInstances,
): MixedInstancesPolicy => ({
  LaunchTemplate: { LaunchTemplateSpecification: template, Overrides: instanceTypes.map((InstanceType) => ({ InstanceType })) },
  InstancesDistribution: distribution,
});
