import type { Store, Table } from '../state/store';
import { managedPolicy } from './managed-policies';
import { parsePolicy, type Statement } from './policy';

export interface TagRecord {
  readonly Key: string;
  readonly Value: string;
}

export interface RoleRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  /** Trust policy, as given. */
  readonly trust: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly createdAt: string;
  readonly tags: readonly TagRecord[];
  /** Inline policies by name, as given. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface PolicyRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly description?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly tags: readonly TagRecord[];
  readonly defaultVersion: string;
  /** Number of the last version made. */
  readonly lastVersion: number;
  readonly versions: readonly { readonly id: string; readonly document: string; readonly createdAt: string }[];
}

export interface InstanceProfileRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: string;
  /** Name of its one role. */
  readonly role?: string;
  readonly tags: readonly TagRecord[];
}

/** Roles, policies and instance profiles of the account. */
export interface Directory {
  /** By name. */
  readonly roles: Table<RoleRecord>;
  /** By ARN. */
  readonly policies: Table<PolicyRecord>;
  /** By name. */
  readonly profiles: Table<InstanceProfileRecord>;
  roleByArn(arn: string): RoleRecord | undefined;
  /** Everything that a role's own policies say. */
  statementsOf(role: RoleRecord): readonly Statement[];
}

export function createDirectory(store: Store): Directory {
  const roles = store.table<RoleRecord>('iam.roles');
  const policies = store.table<PolicyRecord>('iam.policies');
  // reading a policy costs more than using it: kept per role record, which is never changed in place
  const read = new WeakMap<RoleRecord, { readonly policies: readonly (PolicyRecord | undefined)[]; readonly statements: readonly Statement[] }>();
  return {
    roles,
    policies,
    profiles: store.table<InstanceProfileRecord>('iam.instance-profiles'),
    roleByArn(arn) {
      const role = roles.get(arn.slice(arn.lastIndexOf('/') + 1));
      return role?.arn === arn ? role : undefined;
    },
    statementsOf(role) {
      const attached = role.attached.map((arn) => policies.get(arn));
      const kept = read.get(role);
      if (kept && attached.every((policy, index) => policy === kept.policies[index])) return kept.statements;
      const documents: (string | object)[] = Object.values(role.inline);
      role.attached.forEach((arn, index) => {
        const own = attached[index];
        const document = own?.versions.find(({ id }) => id === own.defaultVersion)?.document ?? managedPolicy(arn)?.document;
        if (document !== undefined) documents.push(document);
      });
      const statements = documents.flatMap((document) => parsePolicy(document));
      read.set(role, { policies: attached, statements });
      return statements;
    },
  };
}
