import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { PacketMode } from '@services/workspace/walletPackets.ts';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';

export interface ModeChoiceProps {
  readonly mode: PacketMode;
  readonly onChange: (mode: PacketMode) => void;
}

const MODES = ['everyone', 'equal', 'lucky'] as const satisfies readonly PacketMode[];

/** How a packet is shared. */
export function ModeChoice({ mode, onChange }: ModeChoiceProps): ReactNode {
  const t = useT();
  return (
    <RadioGroup
      label={t('packets.mode')}
      value={mode}
      options={MODES.map((value) => ({
        value,
        label: t(`packets.mode.${value}`),
        description: t(`packets.mode.${value}.text`),
      }))}
      onChange={onChange}
    />
  );
}
