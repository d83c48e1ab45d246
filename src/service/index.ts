export * from './host-mode-ec2-service';
export * from './host-port';
export * from './network-mode-service';
export * from './none-mode-ec2-service';
export * from './scheduling';
