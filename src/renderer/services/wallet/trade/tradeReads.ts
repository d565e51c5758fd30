import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries } from '../../workspace/liveQueries.ts';
import type { WalletTradeReads } from '../../workspace/walletTradeReads.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { agreementView } from './agreementView.ts';
import { mandateView } from './mandateView.ts';
import { netView } from './netView.ts';
import { tradeOrder } from './orderView.ts';
import { potView } from './potView.ts';
import { protectionsOf } from './protectionView.ts';
import type { TradeViewer } from './tradeViewer.ts';

/** How often what depends on the time alone is looked at again, ms. */
const MINUTE = 60_000;

/** What trade is read from. */
export interface TradeReadParts {
  readonly picture: LiveQuery<WalletPicture>;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly clock: Clock;
}

/** The time, again each minute. */
export function timeQuery(clock: Clock): LiveQuery<number> {
  return {
    subscribe: (listener) => {
      let cancel = () => {};
      const tell = () => {
        listener({ status: 'ready', value: clock.now() });
        cancel = clock.after(MINUTE, tell);
      };
      tell();
      return () => cancel();
    },
  };
}

/** Records of one type that are known, whatever they are worth, newest first. */
function recordsOf<Type extends VerifiedRecord['type']>(
  { ledger, serialOf }: WalletPicture,
  type: Type,
): readonly VerifiedOf<Type>[] {
  const found: VerifiedOf<Type>[] = [];
  for (const record of ledger.records()) {
    // The type was just compared, which does not narrow a type parameter.
    if (record.type === type) found.push(record as unknown as VerifiedOf<Type>);
  }
  return found.sort((a, b) => serialOf(b.id) - serialOf(a.id));
}

/** Everything a screen sees of trade (WSV-120 to WSV-129). */
export function createTradeReads({ picture, self, clock }: TradeReadParts): WalletTradeReads {
  const viewed = <T>(read: (picture: WalletPicture, viewer: TradeViewer) => readonly T[]): LiveQuery<readonly T[]> =>
    combineQueries(picture, timeQuery(clock), (shown, now) => read(shown, { ...self, now }));
  const each =
    <Type extends VerifiedRecord['type'], T>(
      type: Type,
      view: (picture: WalletPicture, record: VerifiedOf<Type>, viewer: TradeViewer) => T | null,
    ) =>
    (shown: WalletPicture, viewer: TradeViewer): readonly T[] =>
      recordsOf(shown, type).flatMap((record) => view(shown, record, viewer) ?? []);
  return {
    nets: () => viewed(each('net', netView)),
    agreements: () => viewed(each('agree', agreementView)),
    protections: () => viewed(protectionsOf),
    orders: () => viewed(each('request', tradeOrder)),
    pots: () => viewed(each('pot', potView)),
    mandates: () => viewed(each('mandate', mandateView)),
  };
}
