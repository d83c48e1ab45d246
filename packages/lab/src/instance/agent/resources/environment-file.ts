/** Bucket and key of `arn:aws:s3:::bucket/folder/file.env`; undefined when it is no ARN of an object. */
export function objectOf(arn: string): { readonly bucket: string; readonly key: string } | undefined {
  const [, bucket, key] = /^arn:[a-z0-9-]+:s3:::([^/]+)\/(.+)$/.exec(arn) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

/** `NAME=value` lines; lines that begin with # and lines without a name are passed over. Values are taken as they stand, quotes too. */
export function environmentOf(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of text.split('\n').map((raw) => raw.replace(/\r$/, ''))) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith('#')) {
      variables[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return variables;
}
