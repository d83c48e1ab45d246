export interface BucketRecord {
  readonly name: string;
  readonly createdAt: string;
  /** Settings by their sub-resource (`encryption`, `versioning`, `policy`…), as given: recorded, not acted upon. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  /** With quotes, as sent. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: string;
  /** Name of the file that has the body. */
  readonly file: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** SDK members such as `ChecksumSHA256`. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** An upload in parts that is not complete. */
export interface UploadRecord {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedAt: string;
  readonly object: Pick<ObjectRecord, 'contentType' | 'contentEncoding' | 'cacheControl' | 'contentDisposition' | 'contentLanguage' | 'metadata'>;
  readonly parts: readonly { readonly number: number; readonly etag: string; readonly size: number; readonly file: string }[];
}
