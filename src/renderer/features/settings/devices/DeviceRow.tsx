import { Laptop, MonitorCheck, MonitorOff, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { Row } from '@ui/layout/Panel.tsx';
import { RemoveDeviceDialog } from './RemoveDeviceDialog.tsx';
import { RenameDeviceDialog } from './RenameDeviceDialog.tsx';

export interface DeviceRowProps {
  readonly device: OwnDevice;
  /** This device was taken out: it takes others out with the recovery phrase alone, and names none. */
  readonly isOut: boolean;
}

/** One device: its name, whether it is here, and what can be done with it. */
export function DeviceRow({ device, isOut }: DeviceRowProps): ReactNode {
  const t = useT();
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const name = useDeviceName(device);
  const Icon = device.isRevoked ? MonitorOff : device.isThis ? MonitorCheck : Laptop;
  const mayRemove = !device.isThis && !device.isRevoked;
  return (
    <Row icon={<Icon aria-hidden />} title={<PersonName>{name}</PersonName>} text={useStanding(device)}>
      {!device.isRevoked && !isOut && (
        <IconButton
          label={t('devices.rename', { name })}
          icon={<Pencil aria-hidden />}
          onClick={() => setOpen('rename')}
        />
      )}
      {mayRemove && (
        <IconButton
          label={t('devices.remove', { name })}
          icon={<Trash2 aria-hidden />}
          onClick={() => setOpen('remove')}
        />
      )}
      {open === 'rename' && <RenameDeviceDialog device={device} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveDeviceDialog device={device} name={name} needsPhrase={isOut} onClose={() => setOpen(null)} />
      )}
    </Row>
  );
}

/** What a device is called; where nobody named it, what it is. */
function useDeviceName({ name, isThis }: OwnDevice): string {
  const t = useT();
  if (name !== '') return name;
  return t(isThis ? 'devices.unnamedThis' : 'devices.unnamed');
}

function useStanding({ name, isThis, isRevoked, isLinked, lastSeenAt, addedAt }: OwnDevice): string {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const added = t('devices.added', { date: formats.date(addedAt) });
  if (isRevoked) return added;
  if (isThis) return name === '' ? added : [t('devices.this'), added].join(' · ');
  if (isLinked) return [t('devices.here'), added].join(' · ');
  const seen = lastSeenAt === null ? t('devices.neverSeen') : t('devices.seen', { when: formats.ago(lastSeenAt, now) });
  return [seen, added].join(' · ');
}
