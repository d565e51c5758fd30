import type { HostErrorCode, HostInput, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import type { ViewBounds } from '@shared/ipc/miniContract.ts';
import { STORED_ADDRESS } from '@shared/mini/hostPages.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { Programs } from './programs.ts';

/** The methods of the contract that serve and show programs. */
export type MiniMethod = Extract<HostMethod, `mini.${string}` | `view.${string}`>;

/** Views of programs, where a host can make such. */
export interface ProgramViews {
  /** At `path` where that is not null, also where it is open already. */
  open(label: string, bounds: ViewBounds, path: string | null): Promise<void>;
  place(label: string, bounds: ViewBounds | null): void;
  /** Stops a view's page, or lets it go on. Nothing where there is none. */
  freeze(label: string, isFrozen: boolean): Promise<void>;
  close(label: string): void;
  /** False when there is no such view. */
  reload(label: string): boolean;
  figures(): HostOutput<'view.figures'>['views'];
  isFull(label: string): boolean;
  /** Bytes of what the program at this label keeps. */
  stored(label: string): Promise<number>;
  /** Forgets everything the program at this label kept. */
  wipe(label: string): Promise<void>;
}

/** What a host brings to the handlers. */
export interface MiniHandlersOptions {
  readonly programs: Programs;
  /** Where the program at a label is. */
  readonly addressOf: (label: string) => string;
  /** Where the canary is; null where there is none. */
  readonly canary: () => string | null;
  readonly views: ProgramViews | null;
}

/** Answers the contract's methods. */
export function miniHandlers(options: MiniHandlersOptions): Pick<HostHandlers, MiniMethod> {
  return { ...servingHandlers(options), ...viewHandlers(options) };
}

function servingHandlers({
  programs,
  addressOf,
  canary,
  views,
}: MiniHandlersOptions): Pick<HostHandlers, Extract<MiniMethod, `mini.${string}`>> {
  const isOver = (label: string, mounting?: string) => mounting !== undefined && !programs.isMounted(label, mounting);
  return {
    'mini.inspect': async (place) => {
      const facts = await programs.inspect(place);
      return facts.ok ? ok({ facts: facts.value }) : facts;
    },
    'mini.sign': ({ signature, ...place }) => programs.sign(place, signature),
    'mini.mount': async (mount) => {
      const mounted = await programs.mount(mount);
      return mounted.ok ? ok({ url: addressOf(mount.label), mounting: mounted.value }) : mounted;
    },
    'mini.unmount': ({ label, mounting }) => {
      if (isOver(label, mounting)) return Promise.resolve(ok({}));
      views?.close(label);
      programs.unmount(label);
      return Promise.resolve(ok({}));
    },
    'mini.wipe': async ({ label }) => {
      if (views === null) {
        programs.wipe(label);
        return ok({ url: addressOf(label) });
      }
      views.close(label);
      programs.unmount(label);
      await views.wipe(label);
      return ok({ url: null });
    },
    'mini.freeze': async ({ label, isFrozen, mounting }) => {
      if (isOver(label, mounting)) return ok({});
      if (views === null) programs.freeze(label, isFrozen);
      else await views.freeze(label, isFrozen);
      return ok({});
    },
    'mini.stored': async ({ label }) => {
      if (views !== null) return ok({ bytes: await views.stored(label), url: null });
      programs.measure(label);
      return ok({ bytes: null, url: new URL(STORED_ADDRESS, addressOf(label)).href });
    },
    'mini.speaks': async ({ label, path }) => ok({ speaks: await programs.speaks(label, path) }),
    'mini.canary': () => Promise.resolve(ok({ url: canary() })),
  };
}

type Outcome = Promise<Result<Record<string, never>, Failure<HostErrorCode>>>;

function viewHandlers({
  programs,
  views,
}: MiniHandlersOptions): Pick<HostHandlers, Extract<MiniMethod, `view.${string}`>> {
  const none = () => Promise.resolve(fail('unsupported', 'this host shows no programs'));
  if (views === null)
    return { 'view.open': none, 'view.place': none, 'view.close': none, 'view.reload': none, 'view.figures': none };
  const absent = () => Promise.resolve(fail('program-absent', 'no program is there'));
  return {
    'view.open': async ({ label, bounds, path }: HostInput<'view.open'>): Outcome => {
      if (!programs.isServed(label)) return absent();
      if (views.isFull(label)) return fail('too-large', 'too many programs are open');
      await views.open(label, bounds, path ?? null);
      return ok({});
    },
    'view.place': ({ label, bounds }) => {
      views.place(label, bounds);
      return Promise.resolve(ok({}));
    },
    'view.close': ({ label }) => {
      views.close(label);
      return Promise.resolve(ok({}));
    },
    'view.reload': ({ label }) => (views.reload(label) ? Promise.resolve(ok({})) : absent()),
    'view.figures': () => Promise.resolve(ok({ views: views.figures() })),
  };
}
