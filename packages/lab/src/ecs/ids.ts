import { randomBytes, randomUUID } from 'node:crypto';

/** Where new identifiers come from; replaced in tests. */
export interface Ids {
  /** 32 hex digits: tasks and container instances. */
  hex(): string;
  uuid(): string;
  /** 19 digits, after `ecs-svc/`. */
  deployment(): string;
}

export const randomIds: Ids = {
  hex: () => randomBytes(16).toString('hex'),
  uuid: () => randomUUID(),
  deployment: () => String(10n ** 18n + randomBytes(8).readBigUInt64BE() % (8n * 10n ** 18n)),
};
