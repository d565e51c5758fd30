import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { NearbyView } from '@services/workspace/nearbyWorkspace.ts';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import type { SettingsControl } from '../useSettings.ts';
import styles from './Connections.module.css';

const LOOK_EVERY = 3000;

/** Whether contacts in the same network are looked for, and what that shows to others there. */
export function NearbySection({ control }: { readonly control: SettingsControl }): ReactNode {
  const t = useT();
  const isOn = control.settings.nearby;
  return (
    <Section title={t('settings.nearby')}>
      <Plain>
        <Switch
          label={t('settings.nearby.switch')}
          description={t('settings.nearby.hint')}
          checked={isOn}
          disabled={control.isLoading}
          onChange={(nearby) => control.change({ nearby })}
        />
      </Plain>
      {isOn && <Hosts />}
      <Row title={t('settings.hand')} text={t('settings.hand.text')} />
    </Section>
  );
}

function Hosts(): ReactNode {
  const t = useT();
  const view = useHosts();
  if (view === null || view.state === 'off') return null;
  const text = view.hosts > 0 ? t('settings.nearby.some', { count: view.hosts }) : t('settings.nearby.none');
  return (
    <div role="status">
      <Row
        icon={<span className={styles['light']} data-state={view.hosts > 0 ? 'connected' : 'looking'} />}
        title={view.state === 'on' ? text : t(`settings.nearby.${view.state}`)}
      />
    </div>
  );
}

/** What the host sees, without being shown to anybody. */
function useHosts(): NearbyView | null {
  const workspace = useWorkspace();
  const [view, setView] = useState<NearbyView | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const seen = await workspace.lookNearby(false);
      if (!isOver && seen.ok) setView(seen.value);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [workspace]);
  return view;
}
