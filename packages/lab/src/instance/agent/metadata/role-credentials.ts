import type { Clock } from '../../../clock/clock';
import { CREDENTIALS_RENEWAL } from '../timers';

/** Temporary keys of a role. */
export interface RoleKeys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** Makes keys of a role for a session. */
export interface RoleKeyIssuer {
  issue(roleArn: string, sessionName: string): RoleKeys | Promise<RoleKeys>;
}

/** Hands out the same keys until shortly before they expire, as the agent does. */
export class RoleCredentials {
  private readonly issued = new Map<string, RoleKeys>();

  constructor(private readonly issuer: RoleKeyIssuer, private readonly clock: Clock) {}

  /** In the shape of the container credentials endpoint. */
  async get(roleArn: string, sessionName: string): Promise<object> {
    const id = `${roleArn} ${sessionName}`;
    const kept = this.issued.get(id);
    const fresh = kept !== undefined && kept.Expiration.getTime() - this.clock.now().getTime() > CREDENTIALS_RENEWAL * 1_000;
    const keys = fresh ? kept : await this.issuer.issue(roleArn, sessionName);
    this.issued.set(id, keys);
    return {
      RoleArn: roleArn,
      AccessKeyId: keys.AccessKeyId,
      SecretAccessKey: keys.SecretAccessKey,
      Token: keys.SessionToken,
      Expiration: keys.Expiration.toISOString(),
    };
  }

  /** Forgets the keys of a session that is over. */
  forget(sessionName: string): void {
    for (const id of [...this.issued.keys()].filter((candidate) => candidate.endsWith(` ${sessionName}`))) {
      this.issued.delete(id);
    }
  }
}
