/** Ids of all findings: each has a page in docs/checks. */
export const FINDING_IDS = [
  'associationDeletedFirst', 'awsVpcNoEgress', 'awsVpcPublicSubnet', 'awsVpcRemap', 'duplicateHostPort', 'dynamicRangePort', 'execNeedsActions',
  'execNeedsTaskRole', 'execNoRoute', 'execReadonlyRoot', 'execSharedProcesses', 'externalAwsVpc', 'hostModeInstanceRole', 'hostModePortRange',
  'hostModeRemap', 'hostPortConflict', 'hostPortDemand', 'hostPortOrder', 'impossiblePort', 'launchConfiguration', 'linksOutsideBridge', 'noneModeExec', 'noneModePorts',
  'protectedFromDeletion', 'reservedPort', 'rollingBlocked', 'rollingOnEveryInstance', 'rollingOnHostPorts', 'rootNotNeeded', 'tooManyInterfaces',
  'tooManyPorts', 'unprivilegedPort',
] as const;

/** Id of a rule, the same in every version. */
export type FindingId = typeof FINDING_IDS[number];

/** What a rule has to say about one place. */
export interface Finding {
  /** Errors fail the synthesis; all can be acknowledged by their id. */
  readonly level: 'error' | 'warning' | 'hint';
  /** Stable id of the rule. */
  readonly id: string;
  /** What, got, allowed and cure, in one sentence. */
  readonly message: string;
  /** Where else it can be acknowledged. */
  readonly places?: readonly object[];
}

/** Prefix of the ids under which findings of this library can be acknowledged. */
export const ID_PREFIX = 'cdk-ecs-network-modes:';

/** A finding that fails the synthesis until it is acknowledged. */
export function error(id: FindingId, message: string): Finding {
  return { level: 'error', id: ID_PREFIX + id, message };
}

/** A finding that is shown until it is acknowledged. */
export function warning(id: FindingId, message: string): Finding {
  return { level: 'warning', id: ID_PREFIX + id, message };
}

/** A finding that is good to know. */
export function hint(id: FindingId, message: string): Finding {
  return { level: 'hint', id: ID_PREFIX + id, message };
}
