import { InvalidArgumentError, Option } from 'commander';

export const nameOption = (): Option => new Option('--name <name>', 'name of the lab').default('default');
export const jsonOption = (): Option => new Option('--json', 'answer in JSON');

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 (any free one) to 65535');
  return port;
}

export function readRegion(text: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) throw new InvalidArgumentError('a region looks like us-east-1');
  return text;
}

export function readTimeScale(text: string): number {
  const scale = Number(text);
  if (!(scale >= 1 && scale <= 10_000)) throw new InvalidArgumentError('a time scale is a number from 1 (real time) to 10000');
  return scale;
}
