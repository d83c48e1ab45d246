import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, knownText, object, text } from '../private/resource';
import { TemplateFile } from '../private/template-source';

/** The templates of each stage of a cloud assembly: what a stage defines is deployed apart. */
export function readAssembly(directory: string): TemplateFile[][] {
  if (!existsSync(directory)) {
    throw new Error(`there is no such directory: got '${directory}', allowed is the output of a synthesis; run npx cdk synth first, and give its directory`);
  }
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) {
    throw new Error(`a cloud assembly has a manifest.json: got '${directory}' without one, allowed is the output of a synthesis; run npx cdk synth first, and give its directory`);
  }
  const artifacts = Object.values(object(json(manifest).artifacts)).map(object);
  const assets = assetPaths(directory, artifacts);
  const templates = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack').flatMap((stack) => readStack(directory, stack, assets));
  const inner = artifacts.filter(({ type }) => type === 'cdk:cloud-assembly').map(({ properties }) => text(object(properties).directoryName));
  return [templates, ...inner.flatMap((name) => name === undefined ? [] : readAssembly(join(directory, name)))];
}

/** The files of assets, by the hash that their addresses contain. */
function assetPaths(directory: string, artifacts: readonly Json[]): ReadonlyMap<string, string> {
  const manifests = artifacts.filter(({ type }) => type === 'cdk:asset-manifest').flatMap(({ properties }) => text(object(properties).file) ?? []);
  const files = manifests.flatMap((file) => Object.entries(object(json(join(directory, file)).files)));
  return new Map(files.flatMap(([hash, asset]): [string, string][] => {
    const path = text(object(object(asset).source).path);
    return path === undefined ? [] : [[hash, path]];
  }));
}

function readStack(directory: string, stack: Json, assets: ReadonlyMap<string, string>): TemplateFile[] {
  const { properties, displayName, metadata, additionalMetadataFile: file } = stack;
  const template = text(object(properties).templateFile);
  if (template === undefined) {
    return [];
  }
  const ids = Object.entries({ ...object(metadata), ...typeof file === 'string' ? json(join(directory, file)) : {} })
    .flatMap(([path, entries]): [string, string][] => (Array.isArray(entries) ? entries : []).map(object)
      .filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }) => [path.slice(1), String(data)]));
  const path = text(displayName)?.replace(/ \(.*\)$/, '') ?? template;
  return withNested(directory, { path, body: json(join(directory, template)), paths: new Map() }, ids, assets);
}

/** The template and those nested in it, each with the paths of its own resources. */
function withNested(
  directory: string, template: TemplateFile, ids: readonly (readonly [string, string])[], assets: ReadonlyMap<string, string>,
): TemplateFile[] {
  const own = new Map(ids.filter(([path]) => path.startsWith(`${template.path}/`)).map(([path, id]) => [id, path]));
  const stacks = Object.entries(object(template.body.Resources)).filter(([, resource]) => object(resource).Type === 'AWS::CloudFormation::Stack');
  const self: TemplateFile = { ...template, paths: own };
  const inner = stacks.flatMap(([logicalId, resource]): TemplateFile[] => {
    const address = knownText(object(object(resource).Properties).TemplateURL);
    const file = [...assets].find(([hash]) => address.includes(hash))?.[1];
    const path = (own.get(logicalId) ?? `${template.path}/${logicalId}`).replace(/\.NestedStack\/[^/]+$/, '');
    return file === undefined ? [] : [{ path, body: json(join(directory, file)), paths: new Map(), parent: { template: self, logicalId } }];
  });
  // logical ids are counted from each nested stack anew
  const outside = ids.filter(([path]) => path.startsWith(`${template.path}/`) && !inner.some((nested) => path.startsWith(`${nested.path}/`)));
  const named: TemplateFile = { ...self, paths: new Map(outside.map(([path, id]) => [id, path])) };
  const inside = inner.map((nested) => ({ ...nested, parent: nested.parent && { ...nested.parent, template: named } }));
  return [named, ...inside.flatMap((nested) => withNested(directory, nested, ids, assets))];
}

function json(file: string): Json {
  try {
    return object(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`a cloud assembly is made of JSON files: got '${file}', which is not readable as one (${error instanceof Error ? error.message : String(error)}); run npx cdk synth again`);
  }
}
