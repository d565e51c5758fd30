import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ConnectionStatus } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import type { SettingsControl } from '../useSettings.ts';
import { AddAddress } from './AddAddress.tsx';
import styles from './Connections.module.css';
import { completedAddress, parseSignalingAddress } from './parseAddress.ts';

export interface SignalingProps {
  readonly control: SettingsControl;
  readonly services: ConnectionStatus['services'];
}

/** The meeting points in use, each with its live state; own ones can be taken away and added. */
export function Signaling({ control, services }: SignalingProps): ReactNode {
  const t = useT();
  const own = control.settings.signaling;
  const addresses = [...new Set([...services.map(({ url }) => url), ...own])];
  return (
    <>
      {addresses.map((address) => {
        const isConnected = services.some(({ url, connected }) => url === address && connected);
        const isOwn = own.includes(address);
        return (
          <Row
            key={address}
            icon={<span className={styles['light']} data-state={isConnected ? 'connected' : 'looking'} />}
            title={
              <bdi dir="ltr" className={styles['address']}>
                {address}
              </bdi>
            }
            text={[
              t(isConnected ? 'settings.signaling.connected' : 'settings.signaling.waiting'),
              ...(isOwn ? [] : [t('settings.signaling.builtin')]),
            ].join(' · ')}
          >
            {isOwn && (
              <IconButton
                label={t('settings.remove', { address })}
                icon={<Trash2 aria-hidden />}
                onClick={() => control.change({ signaling: own.filter((other) => other !== address) })}
              />
            )}
          </Row>
        );
      })}
      <AddAddress
        label={t('settings.signaling.add')}
        placeholder={t('settings.signaling.placeholder')}
        isBusy={control.isSaving}
        parse={(text) => parseSignalingAddress(text, addresses)}
        more={(text) => <Preview address={completedAddress(text)} />}
        onAdd={(address, onDone) => control.change({ signaling: [...own, address] }, onDone)}
      />
    </>
  );
}

/** What a bare host will be added as. */
function Preview({ address }: { readonly address: string | null }): ReactNode {
  const t = useT();
  return (
    <p className={styles['preview']} role="status">
      {address !== null && t('settings.signaling.preview', { address: isolate(address) })}
    </p>
  );
}
