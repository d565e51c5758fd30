import { fromBase64url } from '@shared/base64url.ts';
import { type BlobId, accountId } from '@shared/ids.ts';
import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { parseSignature } from '@shared/mini/packageSignature.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { MemoryBlobs } from './memoryBlobs.ts';

type MiniMethod = Extract<HostMethod, `mini.${string}` | `view.${string}`>;
type Handlers = {
  readonly [M in MiniMethod]: (input: HostInput<M>) => Result<HostOutput<M>, Failure<HostErrorCode>>;
};

/** The programs of a host in memory. It reads no packages: it is told what they are, and takes any other for no package. */
export interface MemoryPrograms {
  readonly handlers: Handlers;
  /** From now on the host knows this package, as if it had looked it through. */
  readonly know: (facts: PackageFacts) => void;
  /** What is mounted where. */
  readonly mounted: ReadonlyMap<string, HostInput<'mini.mount'>>;
  /** Labels that were wiped, in order. */
  readonly wiped: readonly string[];
}

const unsupported = () => fail('unsupported', 'this host shows no programs');
const plain = {
  'mini.speaks': () => ok({ speaks: true }),
  'view.open': unsupported,
  'view.place': unsupported,
  'view.close': unsupported,
  'view.reload': unsupported,
  'view.figures': unsupported,
} as const;

/** Creates one without packages over the blobs of its host. It shows no views, and takes a signature at its word. */
export function createMemoryPrograms(blobs: Pick<MemoryBlobs, 'isWhole' | 'extend'>): MemoryPrograms {
  const known = new Map<BlobId, PackageFacts>();
  const mounted = new Map<string, HostInput<'mini.mount'>>();
  const mountings = createMountings();
  const wiped: string[] = [];
  const inspect = (input: HostInput<'mini.inspect'>): Result<PackageFacts, Failure<HostErrorCode>> => {
    if (!blobs.isWhole(input.account, input.package)) return fail('blob-absent', 'the package is not here');
    const facts = known.get(input.package);
    return facts === undefined ? fail('package-not-zip', 'nobody said what this is') : ok(facts);
  };
  return {
    know: (facts) => void known.set(facts.package, facts),
    mounted,
    wiped,
    handlers: {
      'mini.inspect': (input) => {
        const facts = inspect(input);
        return facts.ok ? ok({ facts: facts.value }) : facts;
      },
      'mini.sign': ({ signature, ...place }) => {
        const facts = inspect(place);
        const signed = facts.ok
          ? withSignature(blobs, { account: place.account, facts: facts.value }, signature)
          : facts;
        if (!signed.ok) return signed;
        known.set(signed.value.package, signed.value);
        return ok({ package: signed.value.package, size: signed.value.size });
      },
      'mini.mount': (input) => {
        const facts = inspect(input);
        if (!facts.ok) return facts;
        mounted.set(input.label, input);
        return ok({ url: addressOf(input.label), mounting: mountings.begin(input.label) });
      },
      'mini.unmount': ({ label, mounting }) => {
        if (mounting === undefined || mountings.isLast(label, mounting)) mounted.delete(label);
        return ok({});
      },
      'mini.wipe': ({ label }) => {
        mounted.delete(label);
        wiped.push(label);
        return ok({ url: null });
      },
      'mini.freeze': () => ok({}),
      'mini.stored': () => ok({ bytes: null, url: null }),
      'mini.canary': () => ok({ url: null }),
      ...plain,
    },
  };
}

function createMountings() {
  const last = new Map<string, number>();
  let count = 0;
  return {
    begin: (label: string): string => {
      count += 1;
      last.set(label, count);
      return String(count);
    },
    isLast: (label: string, mounting: string): boolean => String(last.get(label)) === mounting,
  };
}

function withSignature(
  blobs: Pick<MemoryBlobs, 'extend'>,
  { account, facts }: { readonly account: string; readonly facts: PackageFacts },
  text: string,
): Result<PackageFacts, Failure<'invalid-input'>> {
  const signature = signatureOf(text);
  if (signature === null) return fail('invalid-input', 'no signature');
  const { id, size } = blobs.extend(account, facts.package, new TextEncoder().encode(text));
  return ok({ ...facts, package: id, size, signature });
}

function signatureOf(text: string): PackageFacts['signature'] {
  const parsed = parseSignature(text);
  if (parsed === null) return null;
  if (parsed.account === null) return { key: parsed.key, isValid: true, account: null };
  const id = accountId(parsed.account.id);
  const certificate = fromBase64url(parsed.account.certificate);
  if (!id.ok || !certificate.ok) return null;
  return { key: parsed.key, isValid: true, account: { id: id.value, certificate: certificate.value } };
}

function addressOf(label: string): string {
  return `memory://${label}/`;
}
