import type { InstanceSpec } from '../../../instance/fleet';
import type { InstanceRecord } from '../model';

/** The metadata service that an instance's machine is to have; undefined for none. */
export const metadataOf = ({ metadataOptions: options }: Pick<InstanceRecord, 'metadataOptions'>): InstanceSpec['metadata'] =>
  (options.HttpEndpoint === 'disabled' ? undefined
    : { tokenRequired: options.HttpTokens === 'required', hopLimit: options.HttpPutResponseHopLimit ?? 1 });
