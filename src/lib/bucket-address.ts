// Reads the address of a bucket at an S3-compatible store, with its credentials, as one URL has them.

/** `https://KEY:SECRET@host/bucket/folder?region=…` */
export interface BucketAddress {
  /** Without the credentials; its path is the bucket, and the folder in it where there is one. */
  endpoint: string;
  region: string;
  keyId: string;
  secret: string;
}

/** Everything that can be wrong with the URL. */
export const bucketFaults = [
  'no-url',
  'scheme',
  'bucket',
  'key',
  'secret',
  'region',
  'parameters',
  'fragment',
] as const;
export type BucketFault = (typeof bucketFaults)[number];

/** Stores that know one region only take this name for it. */
const USUAL_REGION = 'us-east-1';

/** Amazon's hosts name their region: `s3.eu-central-1.amazonaws.com`. */
const REGION_IN_HOST = /(?:^|\.)s3[.-]([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com(?:\.cn)?$/;

/** The address, and each fault there is: it can be used only where there is none. */
export function readBucketAddress(text: string): { address: BucketAddress; faults: BucketFault[] } {
  const url = URL.parse(text);
  if (url === null) return { address: nowhere, faults: ['no-url'] };
  const [keyId, secret] = [decoded(url.username), decoded(url.password)];
  const region = url.searchParams.get('region') ?? REGION_IN_HOST.exec(url.hostname)?.[1] ?? USUAL_REGION;
  const others = [...url.searchParams.keys()].filter((name) => name !== 'region');
  const is: Record<BucketFault, boolean> = {
    'no-url': false,
    scheme: url.protocol !== 'https:' && url.protocol !== 'http:',
    bucket: !/^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/|$)/.test(url.pathname),
    key: !isPrintable(keyId),
    secret: !isPrintable(secret),
    region: !/^[a-z0-9-]{1,40}$/.test(region),
    parameters: others.length > 0,
    fragment: url.hash !== '',
  };
  const endpoint = `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  return {
    address: { endpoint, region, keyId: keyId ?? '', secret: secret ?? '' },
    faults: bucketFaults.filter((fault) => is[fault]),
  };
}

const nowhere: BucketAddress = { endpoint: '', region: '', keyId: '', secret: '' };

/** Undefined where a `%` begins no character. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** A header carries the key's id, and no store gives keys with spaces. */
function isPrintable(part: string | undefined): boolean {
  return part !== undefined && /^[!-~]+$/.test(part);
}
