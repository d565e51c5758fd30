import { type ReactNode, use, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ChannelLinksContext } from '../channelLinks.ts';
import { useOwnName } from '../useOwnName.ts';
import { useChannels, useReport } from '../useChannels.ts';

const NOTHING = { name: '', lines: [] };

/** Only contacts exchange records of the wallet: says so, and asks the channel for a link to add who is paid. */
export function NotYetContact({ channel }: { readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const { onOpenChannel } = use(ChannelLinksContext);
  const own = useOwnName();
  const talk = useQueryValue(
    useMemo(() => channels.ownLetters(channel), [channels, channel]),
    NOTHING,
  );
  const [isPending, setPending] = useState(false);
  const text = t('paid.stranger.words');
  const isAsked = talk.lines.some((line) => line.own && line.text === text);
  const ask = async () => {
    setPending(true);
    const sent = isAsked
      ? { value: null }
      : await report(channels.writeToChannel(channel, { name: talk.name || own, text }));
    setPending(false);
    if (sent !== null) onOpenChannel(`${channel}/talk`);
  };
  return (
    <>
      <AlertBanner tone="info">{t('paid.stranger')}</AlertBanner>
      <Button pending={isPending} onClick={() => void ask()}>
        {t(isAsked ? 'paid.stranger.asked' : 'paid.stranger.ask')}
      </Button>
    </>
  );
}
