export * from './check';
export * from './cluster';
export * from './exec';
export * from './probe';
export * from './service';
export * from './workshop';
