import type { Lab } from '../../lab';
import type { Table } from '../../state/store';

/** Staging labels that Secrets Manager moves itself when a new value is put. */
export const CURRENT = 'AWSCURRENT';
export const PREVIOUS = 'AWSPREVIOUS';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** One value of a secret; kept in clear in the lab's home, as the parameters of Parameter Store are. */
export interface SecretVersion {
  readonly id: string;
  /** One of the two is there. */
  readonly text?: string;
  /** Base64. */
  readonly binary?: string;
  readonly stages: readonly string[];
  readonly createdAt: string;
}

export interface SecretRecord {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  /** Id, ARN or alias of a customer's key; absent: the account's own, which every caller may use. */
  readonly kmsKeyId?: string;
  readonly createdAt: string;
  readonly changedAt: string;
  /** When it was marked for deletion. */
  readonly deletedAt?: string;
  /** When it is deleted for good. */
  readonly deletionAt?: string;
  readonly tags: readonly Tag[];
  /** Oldest first. */
  readonly versions: readonly SecretVersion[];
}

export interface SecretDeps extends Pick<Lab, 'clock' | 'region' | 'accountId'> {
  /** By ARN. */
  readonly secrets: Table<SecretRecord>;
  /** ARN of the KMS key that an id, ARN or alias names; undefined when there is none. */
  readonly keyArn: (keyId: string) => string | undefined;
}
