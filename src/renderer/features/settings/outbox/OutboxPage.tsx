import { Inbox } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OutboxEntry } from '@services/workspace/deliveryWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';

/** Settings → Outbox: what was said here and someone it is for does not hold yet. */
export function OutboxPage(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const outbox = useQuery(useMemo(() => workspace.outbox(), [workspace]));
  const [now] = useState(() => Date.now());
  return (
    <Page title={t('settings.outbox')}>
      <Section description={t('delivery.outbox.description')}>
        {outbox.status === 'failed' && (
          <Plain>
            <AlertBanner tone="danger">{t('delivery.outbox.failed')}</AlertBanner>
          </Plain>
        )}
        {outbox.status === 'ready' && outbox.value.length === 0 && (
          <Row icon={<Inbox aria-hidden />} title={t('delivery.outbox.empty')} text={t('delivery.outbox.emptyText')} />
        )}
        {outbox.status === 'ready' && outbox.value.length > 0 && (
          <ul aria-label={t('settings.outbox')}>
            {outbox.value.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} now={now} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}

function Entry({ entry, now }: { readonly entry: OutboxEntry; readonly now: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { space, name, text, at, delivered, recipients } = entry;
  const state =
    recipients === 1
      ? t('delivery.outbox.waiting')
      : t('delivery.outbox.of', { count: formats.number(delivered), total: formats.number(recipients) });
  return (
    <ListRow
      href={`#/chats/${space}`}
      title={<PersonName>{name}</PersonName>}
      meta={formats.brief(at, Math.max(now, at))}
      subtitle={<bdi>{text}</bdi>}
      trailing={<span>{state}</span>}
    />
  );
}
