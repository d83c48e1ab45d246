import { readdir } from 'node:fs/promises';
import type { FunctionLayer } from '../../lambda/function-config';
import { invalid } from './errors';
import type { Lambda } from './lambda';
import type { LayerVersionRecord } from './model';

const MOST = 5;
/** Folders of a layer that a runtime looks into by itself; whatever else is there is found by its path below /opt. */
const LOOKED_INTO: readonly string[] = ['nodejs', 'python', 'bin', 'lib'];

export const layerArn = ({ lab }: Pick<Lambda, 'lab'>, name: string): string => `arn:aws:lambda:${lab.region}:${lab.accountId}:layer:${name}`;

export const layerVersionArn = (lambda: Pick<Lambda, 'lab'>, { name, version }: Pick<LayerVersionRecord, 'name' | 'version'>): string =>
  `${layerArn(lambda, name)}:${version}`;

/** Key of a version in its table. */
export const layerKey = (name: string, version: number): string => `${name}:${version}`;

/** The name of a layer in a name or an ARN without version. */
export function layerNameOf(given: string | undefined): string {
  const [, name] = /^(?:arn:aws:lambda:[\w-]+:\d{12}:layer:)?([\w-]{1,140})$/.exec(given ?? '') ?? [];
  if (name === undefined) throw invalid(`1 validation error detected: Value '${given ?? ''}' at 'layerName' failed to satisfy constraint: it must be a name of at most 140 letters, digits, - and _, or an ARN`);
  return name;
}

/** The versions that a function names, with what they hold now. Refuses those that are not there, or that this machine cannot give it. */
export async function layersOf(lambda: Lambda, functionName: string, arns: readonly string[]): Promise<readonly FunctionLayer[]> {
  if (arns.length > MOST) throw invalid(`Cannot reference more than ${MOST} layers.`);
  const layers = arns.map((arn): FunctionLayer => {
    const [, name = '', version = ''] = /^arn:aws:lambda:[\w-]+:\d{12}:layer:([\w-]+):(\d+)$/.exec(arn) ?? [];
    const record = arn === `${layerArn(lambda, name)}:${version}` ? lambda.tables.layers.get(layerKey(name, Number(version))) : undefined;
    if (!record) throw invalid(`Layer version ${arn} does not exist. This lab has the layers that were published to it, none of another account or region.`);
    return { arn, codeHash: record.codeHash, codeSize: record.codeSize };
  });
  const [first, ...others] = new Set(layers.map(({ arn }) => arn.slice(0, arn.lastIndexOf(':'))));
  if (first !== undefined && others.length + 1 < layers.length) throw invalid('Two different versions of the same layer are not allowed to be referenced in the same function.');
  await refuseUnreachable(lambda, functionName, layers);
  return layers;
}

async function refuseUnreachable({ runtime }: Lambda, functionName: string, layers: readonly FunctionLayer[]): Promise<void> {
  if (layers.length === 0) return;
  const mount = await runtime.mounts.find();
  if ('through' in mount) return;
  for (const { arn, codeHash } of layers) {
    const other = (await readdir(runtime.code.pathOf(codeHash))).filter((name) => !LOOKED_INTO.includes(name));
    if (other.length > 0) {
      throw invalid(`Lambda function ${functionName} has the layer ${arn} with /opt/${other.join(', /opt/')}, and this machine cannot put it there (${mount.obstacle}): `
        + `only ${LOOKED_INTO.join(', ')} work here; run the lab where it may mount`);
    }
  }
}
