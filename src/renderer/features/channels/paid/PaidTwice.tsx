import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { usePostPayments, wasNotTaken } from './usePaying.ts';

/** That own devices paid for a post twice, and what becomes of that (CHN-UI-23). Nothing where it was paid for once. */
export function PaidTwice({ post }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  const money = useMoney();
  const paid = usePostPayments(post.channel, post.id).filter((each) => !wasNotTaken(each));
  if (paid.length < 2) return null;
  const back = paid.find(({ payment: { refunded } }) => refunded > 0n)?.payment;
  if (back === undefined) return <AlertBanner tone="info">{t('paid.twice.waits')}</AlertBanner>;
  const amount = money.text(back.refunded, back.unit);
  return <AlertBanner tone="info">{t('paid.twice.back', { amount })}</AlertBanner>;
}
