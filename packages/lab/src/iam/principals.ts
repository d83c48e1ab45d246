import type { Principal } from './principal';

type Role = Extract<Principal, { kind: 'role' }>;
type ServicePrincipal = Extract<Principal, { kind: 'service' }>;

/** The account itself: may do everything. */
export function rootPrincipal(accountId: string): Principal {
  return { kind: 'root', arn: `arn:aws:iam::${accountId}:root` };
}

/** A part of AWS, for example `ecs.amazonaws.com`: trusted. */
export function servicePrincipal(service: string): ServicePrincipal {
  return { kind: 'service', service, arn: service };
}

/** A session of a role; the session name is 2 to 64 characters of `[\w+=,.@-]`. */
export function rolePrincipal(roleArn: string, sessionName: string): Role {
  const match = /^arn:(aws[\w-]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn);
  if (!match) throw new Error(`${roleArn} is not the ARN of a role`);
  const [, partition, accountId, name] = match;
  return { kind: 'role', roleArn, sessionName, arn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}` };
}

const BOOTSTRAP_ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/cdk-[a-z0-9]+-(?:deploy|file-publishing|image-publishing|lookup|cfn-exec)-role-\d{12}-[a-z0-9-]+$/;

/** Roles that stand for the tools themselves, made by `cdk bootstrap`: trusted like root. */
export function isBootstrapRole(roleArn: string): boolean {
  return BOOTSTRAP_ROLE.test(roleArn);
}

/** Whether a call is checked against policies at all. */
export function isTrusted(principal: Principal): boolean {
  return principal.kind !== 'role' || isBootstrapRole(principal.roleArn);
}
