import type { BlobId } from '@shared/ids.ts';
import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

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

/** Creates one without packages; `isHere` says whether a blob is whole on this host. It shows no views. */
export function createMemoryPrograms(isHere: (account: string, id: BlobId) => boolean): MemoryPrograms {
  const known = new Map<BlobId, PackageFacts>();
  const mounted = new Map<string, HostInput<'mini.mount'>>();
  const wiped: string[] = [];
  const inspect = (input: HostInput<'mini.inspect'>): Result<PackageFacts, Failure<HostErrorCode>> => {
    if (!isHere(input.account, input.package)) return fail('blob-absent', 'the package is not here');
    const facts = known.get(input.package);
    return facts === undefined ? fail('package-not-zip', 'nobody said what this is') : ok(facts);
  };
  const unsupported = () => fail('unsupported', 'this host shows no programs');
  return {
    know: (facts) => void known.set(facts.package, facts),
    mounted,
    wiped,
    handlers: {
      'mini.inspect': (input) => {
        const facts = inspect(input);
        return facts.ok ? ok({ facts: facts.value }) : facts;
      },
      'mini.mount': (input) => {
        const facts = inspect(input);
        if (!facts.ok) return facts;
        mounted.set(input.label, input);
        return ok({ url: addressOf(input.label) });
      },
      'mini.unmount': ({ label }) => {
        mounted.delete(label);
        return ok({});
      },
      'mini.wipe': ({ label }) => {
        mounted.delete(label);
        wiped.push(label);
        return ok({ url: null });
      },
      'mini.canary': () => ok({ url: null }),
      'view.open': unsupported,
      'view.place': unsupported,
      'view.close': unsupported,
      'view.reload': unsupported,
      'view.figures': unsupported,
    },
  };
}

function addressOf(label: string): string {
  return `memory://${label}/`;
}
