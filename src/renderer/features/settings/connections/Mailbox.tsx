import { Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { mailboxAddress } from '@shared/mailbox/frames.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Row } from '@ui/layout/Panel.tsx';
import type { SettingsControl } from '../useSettings.ts';
import { AddAddress } from './AddAddress.tsx';
import styles from './Connections.module.css';
import { CrowdedMailboxes } from './CrowdedMailboxes.tsx';
import { parseMailboxAddress } from './parseAddress.ts';

/** Whether messages wait for those who are away, where, and how those services answered last. */
export function Mailbox({ control }: { readonly control: SettingsControl }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const asked = useQuery(useMemo(() => workspace.mailboxServices(), [workspace]));
  const { mailbox, mailboxes, signaling } = control.settings;
  const beside = signaling.map(mailboxAddress).filter((address) => address !== null);
  const outcomes = new Map((asked.status === 'ready' ? asked.value : []).map((one) => [one.address, one.outcome]));
  const found = [...outcomes].filter(([, outcome]) => outcome === 'working').map(([address]) => address);
  const addresses = [...new Set([...beside, ...mailboxes, ...found])];
  return (
    <>
      <Plain>
        <Switch
          label={t('mailbox.on')}
          description={t('mailbox.on.hint')}
          checked={mailbox}
          disabled={control.isLoading}
          onChange={(isOn) => control.change({ mailbox: isOn })}
        />
      </Plain>
      {mailbox && addresses.length === 0 && <Plain>{t('mailbox.nothing')}</Plain>}
      {mailbox &&
        addresses.map((address) => {
          const state = outcomes.get(address) ?? 'unknown';
          return (
            <Row
              key={address}
              icon={<span className={styles['light']} data-state={state === 'working' ? 'connected' : 'looking'} />}
              title={
                <bdi dir="ltr" className={styles['address']}>
                  {address}
                </bdi>
              }
              text={t(`mailbox.state.${state}`)}
            >
              {mailboxes.includes(address) && (
                <IconButton
                  label={t('settings.remove', { address })}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => control.change({ mailboxes: mailboxes.filter((other) => other !== address) })}
                />
              )}
            </Row>
          );
        })}
      {mailbox && <CrowdedMailboxes />}
      {mailbox && (
        <AddAddress
          label={t('mailbox.add')}
          placeholder={t('mailbox.add.placeholder')}
          isBusy={control.isSaving}
          parse={(text) => parseMailboxAddress(text, addresses)}
          more={(text) => text !== '' && <p className={styles['preview']}>{t('mailbox.add.hint')}</p>}
          onAdd={(address, onDone) => control.change({ mailboxes: [...mailboxes, address] }, onDone)}
        />
      )}
    </>
  );
}
