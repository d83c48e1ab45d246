export * from './network-modes-workshop';
