export * from './capacity';
export * from './ec2-capacity';
export * from './ec2-capacity-cluster';
export * from './existing-capacity';
