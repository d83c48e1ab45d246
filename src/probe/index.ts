export * from './command-expectation';
export * from './exec-probe';
export * from './instance-probe';
export * from './placement-expectation';
export * from './placement-failure-reason';
export * from './placement-probe';
export * from './probe-target';
