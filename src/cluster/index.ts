export * from './ec2-capacity';
export * from './ec2-capacity-cluster';
