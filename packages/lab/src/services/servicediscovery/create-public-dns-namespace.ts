import type { Operation } from '../../gateway/operation';
import { invalidInput } from './errors';

/** Nothing of a lab is to be found from outside of it. */
export const createPublicDnsNamespace: Operation<object, never> = {
  run: () => {
    throw invalidInput('CreatePublicDnsNamespace is not supported by this lab: it has no public DNS; use CreatePrivateDnsNamespace or CreateHttpNamespace.');
  },
};
