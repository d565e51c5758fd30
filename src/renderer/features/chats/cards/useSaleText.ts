import { useMemo } from 'react';
import { toBase64url } from '@shared/base64url.ts';
import type { PostCard } from '@domain/chat/postCard.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import { knownUnit } from '@services/wallet/knownUnit.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NO_HOLDINGS: readonly Holding[] = [];

/** How a post is sold, as text: sums in the unit as one's own wallet has it. */
export function useSaleText(): (sale: NonNullable<PostCard['sale']>) => string {
  const t = useT();
  const money = useMoney();
  const { wallet } = useWorkspace();
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    NO_HOLDINGS,
  );
  return ({ isForSubscribers, price }) => {
    if (price === null) return t('paid.badge.subscribers');
    const { unit, code, decimals, currency } = price;
    // 32 bytes by their schema, which is all an id is.
    const named = { id: toBase64url(unit) as UnitId, code, decimals, ...(currency === null ? {} : { currency }) };
    const amount = money.text(BigInt(price.amount), knownUnit(named, holdings));
    return t(isForSubscribers ? 'paid.badge.either' : 'paid.badge.single', { amount });
  };
}
