import { aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { HostPort } from '../../src';

test('keeps port and protocol', () => {
  expect(HostPort.tcp(8080)).toMatchObject({ port: 8080, protocol: ecs.Protocol.TCP });
  expect(HostPort.udp(53)).toMatchObject({ port: 53, protocol: ecs.Protocol.UDP });
});

test.each([0, -1, 65536, 80.5, NaN])('fails when there is no port %d', (port) => {
  expect(() => HostPort.tcp(port)).toThrow(`there is no such port: got HostPort.tcp(${port}), allowed are whole numbers from 1 to 65535`);
});

test.each([22, 2375, 2376, 51678, 51679])('fails when the instance keeps TCP port %i, and allows it for UDP', (port) => {
  expect(() => HostPort.tcp(port)).toThrow(`for themselves: got HostPort.tcp(${port})`);
  expect(() => HostPort.udp(port)).not.toThrow();
});

test('leaves a port that is known at deploy time alone', () => {
  expect(() => HostPort.tcp(Token.asNumber({ Ref: 'Port' }))).not.toThrow();
});
