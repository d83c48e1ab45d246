import type { Clock } from '../clock/clock';
import { createDispatcher, type Dispatcher } from '../gateway/dispatcher';
import { createGateway, type Gateway } from '../gateway/gateway';
import { createAuthorizer, type Authorizer } from '../iam/authorizer';
import { createCredentials, type Credentials } from '../iam/credentials';
import { createDirectory, type Directory } from '../iam/directory';
import type { Lab, LabLog } from '../lab';
import type { Store } from '../state/store';

/** The one account of a lab. */
export const ACCOUNT_ID = '123456789012';

export interface CoreOptions {
  readonly name: string;
  readonly region: string;
  readonly home: string;
  readonly timeScale: number;
  readonly clock: Clock;
  readonly store: Store;
  readonly log: LabLog;
}

/** What every service of a lab stands on. */
export interface Core {
  readonly lab: Lab;
  readonly dispatcher: Dispatcher;
  readonly gateway: Gateway;
  readonly credentials: Credentials;
  readonly directory: Directory;
  readonly authorizer: Authorizer;
}

/** Builds a lab without services: register them with `dispatcher.register`, then `gateway.listen`. */
export function createCore({ name, region, home, timeScale, clock, store, log }: CoreOptions): Core {
  const accountId = ACCOUNT_ID;
  const directory = createDirectory(store);
  const credentials = createCredentials({ store, clock, accountId, labName: name });
  const authorizer = createAuthorizer({ directory, clock, accountId, region });
  const dispatcher = createDispatcher({ authorizer, log, accountId, region });
  const gateway = createGateway({ dispatcher, credentials, store, clock, log, region });
  const lab: Lab = { name, accountId, region, endpoint: gateway.endpoint, home, timeScale, clock, store, invoke: dispatcher.invoke, log };
  return { lab, dispatcher, gateway, credentials, directory, authorizer };
}
