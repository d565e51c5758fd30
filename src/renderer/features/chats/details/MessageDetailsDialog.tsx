import { Check, CheckCheck, CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MessageDetails, Recipient } from '@services/workspace/deliveryWorkspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './MessageDetailsDialog.module.css';

export interface MessageDetailsDialogProps {
  readonly space: SpaceId;
  readonly message: { readonly id: string; readonly at: number };
  /** A file goes with it, which comes only when it is fetched. */
  readonly hasFile?: boolean;
  readonly onClose: () => void;
}

/** Where one own message is: who it is for, whose devices hold it, who read it. It stays true while it is open. */
export function MessageDetailsDialog(props: MessageDetailsDialogProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { space, message, hasFile = false, onClose } = props;
  const { id, at } = message;
  const details = useQuery(useMemo(() => workspace.messageDetails(space, { id, at }), [workspace, space, id, at]));
  const value = details.status === 'ready' ? details.value : null;
  return (
    <Dialog isOpen title={t('delivery.details.title')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      {value === null ? (
        <p className={styles['none']}>
          {details.status === 'loading' ? t('common.loading') : t('delivery.details.missing')}
        </p>
      ) : (
        <Details details={value} hasFile={hasFile} />
      )}
    </Dialog>
  );
}

function Details({ details, hasFile }: { readonly details: MessageDetails; readonly hasFile: boolean }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { delivered, read, recipients, copies, sentAt } = details;
  return (
    <>
      <dl className={styles['figures']}>
        <div>
          <dt>{t('delivery.details.sent')}</dt>
          <dd>{formats.full(sentAt)}</dd>
        </div>
        <div>
          <dt>{t('delivery.details.delivered')}</dt>
          <dd>
            {t('delivery.details.of', {
              count: formats.number(delivered),
              total: formats.number(recipients.length),
            })}
          </dd>
        </div>
        <div>
          <dt>{t('delivery.details.read')}</dt>
          <dd>{t('delivery.details.of', { count: formats.number(read), total: formats.number(recipients.length) })}</dd>
        </div>
        <div>
          <dt>{t('delivery.details.copies')}</dt>
          <dd>{t('delivery.details.copies.value', { copies, copiesText: formats.number(copies) })}</dd>
        </div>
      </dl>
      <ul className={styles['people']} aria-label={t('delivery.details.people')}>
        {recipients.map((recipient) => (
          <Person key={recipient.account} recipient={recipient} />
        ))}
      </ul>
      <p className={styles['note']}>{t('delivery.details.note')}</p>
      {hasFile && <p className={styles['note']}>{t('delivery.details.file')}</p>}
    </>
  );
}

/** Where a message waits that nobody of theirs holds; null where there is nothing to say of it. */
function waitingOf({ isLeft, isCrowdedOut }: Recipient): 'mailbox.left' | 'mailbox.crowdedOut' | null {
  if (isLeft) return 'mailbox.left';
  return isCrowdedOut ? 'mailbox.crowdedOut' : null;
}

/** The same signs as on the message itself. */
const ICONS = { sent: Check, delivered: CheckCheck, read: CircleCheck } as const;

function Person({ recipient }: { readonly recipient: Recipient }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { state, name, held, devices } = recipient;
  const Icon = ICONS[state];
  return (
    <li className={styles['person']} data-state={state}>
      <Icon aria-hidden />
      <span className={styles['name']}>
        <PersonName isLine>{name}</PersonName>
      </span>
      <span className={styles['state']}>
        {state === 'delivered' && devices > 1
          ? t('delivery.details.state.devices', {
              held: formats.number(held),
              devices,
              devicesText: formats.number(devices),
            })
          : t(waitingOf(recipient) ?? `delivery.details.state.${state}`)}
      </span>
    </li>
  );
}
