import { type ReactNode, use } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';

/** Only contacts exchange records of the wallet: says so, and leads to where one asks the channel for a link to add who is paid. */
export function NotYetContact({ channel }: { readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const { onOpenChannel } = use(ChannelLinksContext);
  return (
    <>
      <AlertBanner tone="info">{t('paid.stranger')}</AlertBanner>
      <Button onClick={() => onOpenChannel(`${channel}/talk`)}>{t('paid.stranger.ask')}</Button>
    </>
  );
}
