export * from './host-port-plan';
export * from './network-mode-checks';
