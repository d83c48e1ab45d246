export * from './exec-configuration';
