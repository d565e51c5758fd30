import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Settings } from '@domain/settings/settings.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Plain, Row } from '@ui/layout/Panel.tsx';
import type { SettingsControl } from '../useSettings.ts';
import { AddAddress } from './AddAddress.tsx';
import styles from './Connections.module.css';
import { isRelay, parseIceAddress } from './parseAddress.ts';

type IceServer = Settings['iceServers'][number];

/** STUN and TURN servers. */
export function IceServers({ control }: { readonly control: SettingsControl }): ReactNode {
  const t = useT();
  const [username, setUsername] = useState('');
  const [credential, setCredential] = useState('');
  const servers = control.settings.iceServers;
  const add = (address: string, onDone: () => void) => {
    const login = isRelay(address) && username.trim() !== '' ? { username: username.trim(), credential } : {};
    control.change({ iceServers: [...servers, { urls: [address], ...login }] }, () => {
      setUsername('');
      setCredential('');
      onDone();
    });
  };
  return (
    <>
      {servers.length === 0 && <Plain>{<p className={styles['none']}>{t('settings.ice.none')}</p>}</Plain>}
      {servers.map((server) => (
        <ServerRow
          key={server.urls.join(' ')}
          server={server}
          onRemove={() => control.change({ iceServers: servers.filter((other) => other !== server) })}
        />
      ))}
      <AddAddress
        label={t('settings.ice.add')}
        placeholder={t('settings.ice.placeholder')}
        isBusy={control.isSaving}
        parse={(text) =>
          parseIceAddress(
            text,
            servers.flatMap(({ urls }) => urls),
          )
        }
        onAdd={add}
        more={(text) =>
          isRelay(text) && (
            <div className={styles['line']}>
              <TextField label={t('settings.ice.username')} value={username} onChange={setUsername} />
              <TextField
                label={t('settings.ice.credential')}
                type="password"
                value={credential}
                onChange={setCredential}
              />
            </div>
          )
        }
      />
    </>
  );
}

function ServerRow({ server, onRemove }: { readonly server: IceServer; readonly onRemove: () => void }): ReactNode {
  const t = useT();
  const address = server.urls.join(', ');
  return (
    <Row
      title={
        <bdi dir="ltr" className={styles['address']}>
          {address}
        </bdi>
      }
      text={`${describe(server, t)} · ${t('settings.ice.tried')}`}
    >
      <IconButton label={t('settings.remove', { address })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
    </Row>
  );
}

function describe(server: IceServer, t: ReturnType<typeof useT>): string {
  if (!server.urls.some(isRelay)) return t('settings.ice.stun');
  if (server.username === undefined) return t('settings.ice.relay.open');
  return t('settings.ice.relay', { username: isolate(server.username) });
}
