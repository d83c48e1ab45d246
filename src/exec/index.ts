export * from './exec-configuration';
export * from './exec-endpoints';
