import { type ReactNode, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelLetter } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useChannels } from '../useChannels.ts';
import { LetterCard } from './LetterCard.tsx';
import styles from './Letters.module.css';

const STATES = ['open', 'assigned', 'done', 'refused'] as const satisfies readonly ChannelLetter['state'][];

/** What readers sent to the editors: comments to let through, questions to answer. */
export function LettersPage({ channel }: { readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const letters = useQueryValue(
    useMemo(() => channels.letters(channel), [channels, channel]),
    null,
  );
  const [state, setState] = useState<ChannelLetter['state']>('open');
  const shown = (letters ?? [])
    .filter((letter) => letter.state === state)
    .toSorted((left, right) => right.at - left.at);
  const count = (of: ChannelLetter['state']) => (letters ?? []).filter((letter) => letter.state === of).length;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('channels.letters')}</h1>
        <p>{t('channels.letters.text')}</p>
        <div className={styles['filters']} role="group" aria-label={t('channels.letters.filter')}>
          {STATES.map((one) => (
            <Button
              key={one}
              size="small"
              variant={one === state ? 'primary' : 'secondary'}
              aria-pressed={one === state}
              onClick={() => setState(one)}
            >
              {t(`channels.letters.state.${one}`, { count: count(one) })}
            </Button>
          ))}
        </div>
      </header>
      <div className={styles['scroll']}>
        {letters !== null && shown.length === 0 && (
          <EmptyState illustration="nothing" title={t('channels.letters.none')}>
            {t('channels.letters.none.text')}
          </EmptyState>
        )}
        {shown.length > 0 && (
          <ul className={styles['queue']}>
            {shown.map((letter) => (
              <LetterCard key={letter.id} letter={letter} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
