import { Token } from 'aws-cdk-lib';
import { Scheduling } from '../../src';

test.each([-1, 0.5, NaN])('fails when %d tasks are asked for', (count) => {
  expect(() => Scheduling.replicas(count)).toThrow(`got Scheduling.replicas(${count}), allowed are whole numbers from 0`);
});

test('fails when a deployment could neither stop nor start a task', () => {
  expect(() => Scheduling.replicas(1, { minHealthyPercent: 100, maxHealthyPercent: 100 })).toThrow(/got minHealthyPercent 100 and maxHealthyPercent 100/);
  expect(() => Scheduling.replicas(1, { minHealthyPercent: -1 })).toThrow(/are percentages: got -1/);
});

test('leaves numbers that are known at deploy time alone', () => {
  expect(() => Scheduling.replicas(Token.asNumber({ Ref: 'Count' }), { minHealthyPercent: Token.asNumber({ Ref: 'Min' }), maxHealthyPercent: 100 })).not.toThrow();
});
