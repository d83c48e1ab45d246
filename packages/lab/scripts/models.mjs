// writes src/protocol/models/<service>.json: names on the wire and types of the operations that the lab has,
// from the AWS SDK's own schemas (Apache-2.0).
// an operation is one that has a file in src/services/<service>; `--check` only compares.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = dirname(dirname(fileURLToPath(import.meta.url)));

// the services whose protocol needs a model
const CLIENTS = { autoscaling: 'auto-scaling', cloudformation: 'cloudformation', ec2: 'ec2', iam: 'iam', lambda: 'lambda', s3: 's3', sns: 'sns', sts: 'sts' };
// JSON carries its own names and types; what comes in is checked against these
const CHECKED = { logs: 'cloudwatch-logs', ssm: 'ssm' };
const SIMPLE = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'timestamp', 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds', 15: 'document', 21: 'blob', 42: 'blob' };
const BITS = { 1: 'label', 16: 'payload', 32: 'responseCode', 64: 'queryParams' };
const KEPT = {
  xmlName: 'xml', xmlFlattened: 'flat', ec2QueryName: 'ec2', httpQuery: 'query', httpHeader: 'header', httpPrefixHeaders: 'prefixHeaders',
  xmlNamespace: 'namespace', xmlAttribute: 'attribute', jsonName: 'json', timestampFormat: 'format',
};

const kebab = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase();
const flat = (name) => name.replaceAll('-', '').toLowerCase();

function traitsOf(raw) {
  const traits = {};
  if (typeof raw === 'number') for (const [bit, name] of Object.entries(BITS)) if (raw & Number(bit)) traits[name] = true;
  if (raw !== null && typeof raw === 'object' && !Array.isArray(raw)) {
    for (const [name, value] of Object.entries(raw)) {
      if (name === 'http') traits.http = value;
      else if (['httpLabel', 'httpPayload', 'httpResponseCode', 'httpQueryParams'].includes(name)) traits[kebab(name).slice(5).replace(/-(.)/, (_, c) => c.toUpperCase())] = true;
      else if (KEPT[name]) traits[KEPT[name]] = value === 1 ? true : value;
    }
  }
  // EC2 requests capitalise the answer's name where nothing else is said
  if (traits.xml && traits.ec2 === traits.xml[0].toUpperCase() + traits.xml.slice(1)) delete traits.ec2;
  return traits;
}

function modelOf(client, wanted, inputsOnly) {
  const shapes = new Map();
  const pair = (ref, traits) => (Object.keys(traits).length === 0 ? ref : [ref, traits]);
  const refOf = (raw) => {
    let schema = raw;
    let traits = {};
    if (Array.isArray(raw) && typeof raw[0] !== 'number') [schema, traits] = [raw[0], traitsOf(raw[1])];
    else if (Array.isArray(raw) && raw.length === 2) [schema, traits] = [raw[0], traitsOf(raw[1])];
    if (typeof schema === 'function') schema = schema();
    if (schema === 'unit') return 'unit';
    if (typeof schema === 'number') return pair(schema & 64 ? `[${SIMPLE[schema & 63]}]` : schema & 128 ? `{${SIMPLE[schema & 63]}}` : SIMPLE[schema], traits);
    const [kind, , name, own] = schema;
    if (kind === 0) {
      const inner = refOf(schema[4]);
      return pair(Array.isArray(inner) ? inner[0] : inner, { ...traitsOf(own), ...traits });
    }
    add(schema, name, kind, own);
    return pair(`#${name}`, traits);
  };
  // S3 tells some operations apart by a query parameter that one of them needs
  const required = (ref, needed) => (needed && Array.isArray(ref) && ref[1].query !== undefined ? [ref[0], { ...ref[1], required: true }] : ref);
  const add = (schema, name, kind, own) => {
    if (shapes.has(name)) return;
    const shape = {};
    shapes.set(name, shape);
    const traits = traitsOf(own);
    if (traits.flat) shape.flat = true;
    if (traits.xml) shape.xml = traits.xml;
    if (kind === 1) shape.list = refOf(schema[4]);
    else if (kind === 2) [shape.key, shape.value] = [refOf(schema[4]), refOf(schema[5])];
    else shape.members = Object.fromEntries(schema[4].map((member, index) => [member, required(refOf(schema[5][index]), index < (schema[6] ?? 0))]));
  };
  const operations = {};
  for (const key of Object.keys(client).sort()) {
    const schema = client[key];
    if (!key.endsWith('$') || !Array.isArray(schema) || schema[0] !== 9 || !wanted(schema[2])) continue;
    const name = (raw) => { const ref = refOf(raw); return typeof ref === 'string' && ref.startsWith('#') ? ref.slice(1) : undefined; };
    const { http } = traitsOf(schema[3]);
    operations[schema[2]] = { input: name(schema[4]), ...(!inputsOnly && { output: name(schema[5]) }), ...(http && { http }) };
  }
  return { operations, shapes };
}

function write({ operations, shapes }) {
  const lines = (entries) => entries.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n');
  return `{\n  "operations": {\n${lines(Object.entries(operations))}\n  },\n  "shapes": {\n${lines([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)))}\n  }\n}\n`;
}

const check = process.argv.includes('--check');
const stale = [];
for (const [service, client] of Object.entries({ ...CLIENTS, ...CHECKED })) {
  const folder = join(root, 'src/services', service);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const names = new Set(files.map((file) => flat(file.split('/').pop().replace(/\.ts$/, ''))));
  const text = write(modelOf(require(`@aws-sdk/client-${client}`), (operation) => names.has(flat(operation)), service in CHECKED));
  const target = join(root, 'src/protocol/models', `${service}.json`);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  stale.push(service);
  if (check) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
if (check && stale.length > 0) {
  console.error(`src/protocol/models is stale for ${stale.join(', ')}: run node scripts/models.mjs`);
  process.exit(1);
}
