import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import { invalid } from '../template/invalid';

const INLINE_LIMIT = 51_200;
const STORED_LIMIT = 1_000_000;

/** Where the text of a template comes from. */
export interface TemplateLocation {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

/** The template's text: given, the stack's own, or an object of the lab's S3, read as the caller. */
export async function templateBody(
  location: TemplateLocation, previous: string | undefined, lab: Pick<Lab, 'invoke' | 'endpoint'>, caller: Principal,
): Promise<string> {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: usePrevious } = location;
  const given = [body !== undefined, url !== undefined, usePrevious === true].filter(Boolean).length;
  if (given !== 1) throw invalid('Either Template URL or Template Body must be specified.');
  if (usePrevious) {
    if (previous === undefined) throw invalid('UsePreviousTemplate: there is no stack whose template could be used');
    return previous;
  }
  if (url !== undefined) return stored(url, lab, caller);
  if (Buffer.byteLength(body ?? '') > INLINE_LIMIT) {
    throw invalid(`1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${INLINE_LIMIT}`);
  }
  return body ?? '';
}

async function stored(url: string, lab: Pick<Lab, 'invoke' | 'endpoint'>, caller: Principal): Promise<string> {
  const [bucket, key] = objectOf(url, lab.endpoint());
  const { Body } = await lab.invoke<{ readonly Body: Uint8Array }>('s3', 'GetObject', { Bucket: bucket, Key: key }, caller).catch((error: unknown) => {
    throw invalid(`S3 error: ${error instanceof Error ? error.message : String(error)} For more information check ${url}`);
  });
  if (Body.length > STORED_LIMIT) throw invalid(`Template may not exceed ${STORED_LIMIT} bytes in size.`);
  return Buffer.from(Body).toString('utf8');
}

/** Bucket and key of a path-style URL of this lab; loopback has several names, the port is one. */
function objectOf(url: string, endpoint: string): readonly [bucket: string, key: string] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const own = new URL(endpoint);
  const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/.exec(parsed?.pathname ?? '') ?? [];
  const isOwn = parsed !== undefined && parsed.port === own.port && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  if (!isOwn || key === '') throw invalid(`TemplateURL must be a path-style URL of this lab's S3, ${endpoint}/<bucket>/<key>, got ${url}`);
  return [decodeURIComponent(bucket), decodeURIComponent(key)];
}
