import { refusedOperation } from './refused';

export const discoverPollEndpoint = refusedOperation('DiscoverPollEndpoint', 'the agents of the lab are given their tasks without polling');
