import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { MintActs, MintOffer, MintPart, MintView, TokenView } from '@services/workspace/mintWorkspace.ts';
import type { Outcome, WorkspaceError } from '@services/workspace/workspace.ts';

/** What a test or the gallery can do to the mints of the fake. */
export interface FakeMints {
  readonly mints: WritableSnapshot<readonly MintView[]>;
  readonly lockable: WritableSnapshot<ReadonlySet<AccountId>>;
  /** What asking a mint comes to, and what a token says. */
  offer: MintOffer;
  token: TokenView;
  /** Fails the next acts of a name. */
  readonly failing: Map<keyof MintActs, WorkspaceError['code']>;
  readonly asked: { readonly act: keyof MintActs; readonly with: readonly unknown[] }[];
}

/** Mints in memory: they show what they are told to, and note what they are asked to do. */
export function createFakeMints(act: (task: () => void) => Outcome): {
  readonly controls: FakeMints;
  readonly workspace: MintPart;
} {
  const controls: FakeMints = {
    mints: writableSnapshot<readonly MintView[]>([]),
    lockable: writableSnapshot<ReadonlySet<AccountId>>(new Set()),
    offer: {
      ...{ url: 'https://mint.example.org', name: 'Corner mint', description: 'Run by two friends', units: ['sat'] },
      ...{ canLock: true, canRestore: true, canPay: true, isKnown: false },
    },
    token: {
      ...{ mint: 'https://mint.example.org', unit: 'sat', decimals: 0, amount: 21n, memo: '', isKnownMint: true },
      ...{ lock: 'none', until: null, isGenuine: true },
    },
    failing: new Map(),
    asked: [],
  };
  const said = async <T>(
    name: keyof MintActs,
    given: readonly unknown[],
    value: T,
  ): Promise<Result<T, WorkspaceError>> => {
    const outcome = await act(() => void controls.asked.push({ act: name, with: given }));
    const code = controls.failing.get(name);
    if (code !== undefined) return { ok: false, error: { code, message: 'told to fail' } };
    return outcome.ok ? ok(value) : outcome;
  };
  const entry = { entry: 'an entry' };
  const acts: MintActs = {
    lookAtMint: (...given) => said('lookAtMint', given, controls.offer),
    addMint: (...given) => said('addMint', given, { mint: controls.offer.url }),
    forgetMint: (...given) => said('forgetMint', given, undefined),
    restoreMint: (...given) => said('restoreMint', given, { restored: 12n }),
    buyCoins: (...given) => said('buyCoins', given, entry),
    readCoinToken: (...given) => said('readCoinToken', given, controls.token),
    receiveCoins: (...given) => said('receiveCoins', given, entry),
    sendCoins: (...given) => said('sendCoins', given, entry),
    takeBackCoins: (...given) => said('takeBackCoins', given, entry),
    quoteInvoice: (...given) => said('quoteInvoice', given, entry),
    payInvoice: (...given) => said('payInvoice', given, undefined),
    lookAfterMint: (...given) => said('lookAfterMint', given, undefined),
  };
  return {
    controls,
    workspace: {
      ...acts,
      mints: {
        ...acts,
        mints: () => snapshotQuery(controls.mints),
        lockable: () => snapshotQuery(controls.lockable),
      },
    },
  };
}
